import { beforeEach, describe, expect, it } from 'vitest'
import { readSearch } from '../../src/search/read-search.ts'
import { searchFields } from '../../src/search/search-fields.ts'
import { splitSearch } from '../../src/search/split-search.ts'
import type { Store } from '../../src/store/store.ts'
import { put } from './messages.ts'
import { idsOf, type StoreUnderTest } from './store-under-test.ts'

const invoice = [
  'From: "Corner Shop" <Billing@shop.test>',
  'To: =?utf-8?Q?J=C3=BCrgen_Ada?= <ada@example.test>, team@example.test',
  'Cc: Grace <grace@copied.test>',
  'Subject: =?iso-8859-1?Q?Gr=FC=DFe_und_Rechnung?=',
  'Message-ID: <4711.invoice@shop.test>',
  'X-Tags: Big Sale, paper',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Your order number',
  'is ready, K=C3=A4se included',
  '--b',
  'Content-Type: application/pdf; name="=?utf-8?Q?Rechnung_2026.pdf?="',
  'Content-Disposition: attachment; filename="Rechnung 2026.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'aGlkZGVuY29udGVudA==',
  '--b--',
  '',
].join('\r\n')

const html =
  'From: news@b.test\r\nTo: all@b.test\r\nBcc: openly@b.test\r\nSubject: News\r\nContent-Type: text/html\r\n\r\n<p>Big <b>discount</b></p>\r\n'

/** What a search finds, and what it does not: the same in every store. */
export function searchContract(open: () => Promise<StoreUnderTest>): void {
  describe('a search', () => {
    let store: Store
    beforeEach(async () => {
      ;({ store } = await open())
      await put(store, {
        id: 'invoice',
        raw: invoice,
        from: 'bounces@mailer.test',
        to: ['ada@example.test', 'secret@hidden.test', 'i00c0ffee000001+x@inbox.test'],
        profile: 'submission',
        tls: true,
        user: 'Alice',
        receivedAt: Date.UTC(2026, 0, 10),
      })
      await put(store, {
        id: 'news',
        raw: html,
        from: 'news@b.test',
        to: ['all+weekly@b.test'],
        receivedAt: Date.UTC(2026, 0, 20),
        user: 'i00c0ffee000001',
      })
      await put(store, { id: 'plain', text: 'Hello there', receivedAt: Date.now() - 60_000 })
      await store.labels.setRead('news', true)
      await store.labels.setTags('plain', ['Kept'])
    })

    /** Each with what it finds, newest first. */
    const found: readonly (readonly [string, readonly string[]])[] = [
      ['corner', ['invoice']],
      ['MAILER', ['invoice']],
      ['hidden.test', ['invoice']],
      ['grace', ['invoice']],
      ['openly', ['news']],
      ['jürgen', ['invoice']],
      ['grüße', ['invoice']],
      ['käse', ['invoice']],
      ['"order number is ready"', ['invoice']],
      ['"number order"', []],
      ['2026.pdf', ['invoice']],
      ['4711.inv', ['invoice']],
      ['00c0ffee', ['news', 'invoice']],
      ['hiddencontent', []],
      ['discount', ['news']],
      ['"big discount"', ['news']],
      ['test', ['plain', 'news', 'invoice']],
      ['', ['refused']],
      ['from:BILLING', ['invoice']],
      ['from:bounces@', ['invoice']],
      ['from:ada', []],
      ['to:secret', ['invoice']],
      ['to:team', ['invoice']],
      ['to:jürgen', ['invoice']],
      ['to:grace', []],
      ['cc:grace', ['invoice']],
      ['cc:ada', []],
      ['bcc:hidden', ['invoice']],
      ['bcc:openly', ['news']],
      ['bcc:ada@', []],
      ['subject:rechnung', ['invoice']],
      ['subject:discount', []],
      ['text:discount', ['news']],
      ['text:news', []],
      ['attachment:rechnung', ['invoice']],
      ['attachment:discount', []],
      ['message-id:<4711.invoice@shop.test>', ['invoice']],
      ['inbox:i00c0ffee000001', ['news', 'invoice']],
      ['inbox:b.test', []],
      ['user:ali', ['invoice']],
      ['port:587', ['invoice']],
      ['port:submission', ['invoice']],
      ['port:25', ['plain', 'news', 'invoice']],
      ['port:465', []],
      ['tls:yes', ['invoice']],
      ['tls:no', ['plain', 'news']],
      ['session:S-TEST-0001', ['plain', 'news', 'invoice']],
      ['session:s-test', []],
      ['tag:"big sale"', ['invoice']],
      ['tag:weekly', ['news']],
      ['tag:kept', ['plain']],
      ['tag:sale', []],
      ['has:attachment', ['invoice']],
      ['is:read', ['news']],
      ['is:unread', ['plain', 'invoice']],
      ['after:1h', ['plain']],
      ['since:2026-01-15', ['plain', 'news']],
      ['before:2026-01-15', ['invoice']],
      ['larger:500', ['invoice']],
      ['smaller:500', ['plain', 'news']],
      ['from:news -discount', []],
      ['-from:news -has:attachment', ['plain']],
      ['port:25 tls:no discount', ['news']],
    ]

    it.each(found)('for %s', async (query, ids) => {
      const answer = idsOf(store, { query })
      if (ids[0] === 'refused') return expect(answer).rejects.toMatchObject({ code: 'QUERY_INVALID' })
      expect(await answer).toEqual(ids)
      if (query.includes(' ') && !query.includes('"')) return
      const others = ['plain', 'news', 'invoice'].filter((id) => !ids.includes(id))
      expect(await idsOf(store, { query: `-${query}` })).toEqual(others)
    })

    it('has each of its fields among these', () => {
      const asked = new Set(found.flatMap(([query]) => splitSearch(query).map(({ field }) => field)))
      expect(searchFields.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([])
    })

    it('goes with the other fields of a query, page by page', async () => {
      expect(await idsOf(store, { query: 'port:25', to: 'a@b.test' })).toEqual(['plain'])
      expect(await idsOf(store, { anyOf: [{ query: 'discount' }, { query: 'tag:kept' }] })).toEqual([
        'plain',
        'news',
      ])
      const first = await store.listMessages({ query: { query: 'test' }, limit: 2 })
      expect(first.messages.map(({ id }) => id)).toEqual(['plain', 'news'])
      const next = await store.listMessages({ query: { query: 'test' }, before: first.nextBefore as number })
      expect(next.messages.map(({ id }) => id)).toEqual(['invoice'])
    })

    it('that is not understood finds nothing', async () => {
      expect(readSearch('prot:587')).toHaveProperty('problem')
      await expect(store.listMessages({ query: { query: 'code prot:587' } })).rejects.toMatchObject({
        code: 'QUERY_INVALID',
        message: expect.stringContaining('"prot:587" in the search is not understood'),
      })
    })

    it('no longer finds what has left the store', async () => {
      await store.removeMessages(['news'])
      expect(await idsOf(store, { query: 'discount' })).toEqual([])
      expect(await idsOf(store, { query: 'is:read' })).toEqual([])
    })
  })
}
