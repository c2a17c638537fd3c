import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMessageParser } from '../../src/capture/create-parser.ts'
import type { MessageReader } from '../../src/capture/message-reader.ts'
import type { MessageQuery } from '../../src/model/query.ts'
import { findMessages } from '../../src/store/find-messages.ts'
import { KeptLabels } from '../../src/store/kept-labels.ts'
import { openMemoryStore } from '../../src/store/memory/memory-store.ts'
import { maySay, probesOf, sign } from '../../src/store/memory/signature.ts'
import { signatureBytes, StoredMessage, StoredMessages } from '../../src/store/memory/stored-messages.ts'
import { compileQuery } from '../../src/store/query.ts'
import { saidBy } from '../../src/store/said.ts'
import { everywhere } from '../../src/store/search-places.ts'
import { type MessageParts, newMessage, put } from './messages.ts'
import { openStore } from './store-under-test.ts'

const limits = {
  maxMessages: 100,
  maxMessageBytes: 1024 ** 3,
  maxAgeMs: 0,
  maxSessions: 1,
  maxSessionBytes: 1,
}

/** Case that changes the length (İ), has three forms (Σ), or none (ß); marks that combine; white space of all kinds. */
const pieces = [
  'İ',
  'ß',
  'SS',
  'Σ',
  'σ',
  'ς',
  'e\u0301',
  'é',
  'K',
  '\u212a',
  '😀',
  '日本語',
  '\u00a0',
  '\u3000',
  ' ',
  '\t',
  '.',
  '@',
  '+',
  'ab',
  'Abc',
  'code',
]
const word = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))
const address = fc.constantFrom('ada@b.test', 'i00c0ffee000001+tag@inbox.test', 'Grace+x@copied.test')
const encoded = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

type Body = (text: string, file: string) => string
const bodies: readonly Body[] = [
  (text) => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`,
  (text) => `Content-Type: text/html; charset=utf-8\r\n\r\n<p>${text}<b>${text}</b></p>\r\n`,
  (text, file) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n--b\r\nContent-Type: application/pdf; name="${encoded(file)}"\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n`,
  (text, file) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822; name="${encoded(file)}"\r\nContent-Disposition: inline\r\n\r\nSubject: ${encoded(text)}\r\n\r\n${text}\r\n--b`,
]

const onOneLine = (text: string): string => text.replace(/\s/g, ' ')

/** A message, and what it says in its places. */
const message = fc
  .record({
    to: address,
    user: fc.option(address, { nil: undefined }),
    says: fc.array(word, { minLength: 6, maxLength: 6 }),
    body: fc.constantFrom(...bodies),
  })
  .map(({ to, user, says, body }) => {
    const [name = '', subject = '', copy = '', id = '', text = '', file = ''] = says
    const header = [
      `From: ${encoded(name)} <${to}>`,
      `Cc: ${onOneLine(copy)} <c@b.test>`,
      `Subject: ${encoded(subject)}`,
      `Message-ID: <${onOneLine(id)}>`,
    ]
    const raw = Buffer.from(`${header.join('\r\n')}\r\n${body(text, file)}`)
    const parts: MessageParts = { to: [to], ...(user !== undefined && { user }), raw }
    return { parts, says: [to, user ?? to, to.replace(/\+[a-z]+/, ''), ...says] }
  })

const fields = [
  '',
  'from:',
  'to:',
  'cc:',
  'bcc:',
  'subject:',
  'text:',
  'attachment:',
  'message-id:',
  'inbox:',
  'user:',
]
const asked = (said: fc.Arbitrary<string>): fc.Arbitrary<MessageQuery> => {
  const term = fc
    .record({ minus: fc.constantFrom('', '', '', '-'), field: fc.constantFrom(...fields), value: said })
    .map(({ minus, field, value }) => `${minus}${field}"${value.replaceAll('"', '')}"`)
  const simple: fc.Arbitrary<MessageQuery> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(term, { minLength: 1, maxLength: 2 }).map((terms) => ({ query: terms.join(' ') })),
    },
    fc.record({ text: said }),
    fc.record({ subject: said }),
    fc.record({ from: address }),
    fc.constant({ text: /ab/i }),
  )
  return fc.oneof(
    { weight: 4, arbitrary: simple },
    fc.record({ anyOf: fc.array(simple, { minLength: 1, maxLength: 3 }) }),
    fc.tuple(simple, simple).map(([one, other]) => ({ ...one, anyOf: [other, { to: 'ada@b.test' }] })),
  )
}

/** Messages, and searches for pieces of what they say and for other words. */
const searched = fc.array(message, { minLength: 1, maxLength: 5 }).chain((messages) => {
  const piece = fc
    .record({
      of: fc.constantFrom(...messages.flatMap(({ says }) => says)),
      from: fc.nat(4),
      length: fc.nat(12),
    })
    .map(({ of, from, length }) => of.slice(from, from + 2 + length))
  const queries = fc.array(asked(fc.oneof({ weight: 4, arbitrary: piece }, word)).filter(understood), {
    minLength: 1,
    maxLength: 30,
  })
  return fc.record({ messages: fc.constant(messages.map(({ parts }) => parts)), queries })
})

/** Messages with signatures, and a search through them with and without. */
async function signed(parts: readonly MessageParts[]) {
  const messages = new StoredMessages(limits, () => {})
  const all = parts.map((one) => messages.add(newMessage(one), 0) as StoredMessage)
  const reader = createMessageParser().reader({
    bytesOf: ({ id }) => StoredMessage.lend(messages.get(id) as StoredMessage),
    areLent: true,
  })
  for (const one of all) {
    const found = await reader.searchable(one)
    if (found !== null) StoredMessage.sign(one, everywhere(one, found))
  }
  const { store } = openStore()
  const labels = new KeptLabels({
    store,
    bytesOf: ({ id }) => StoredMessage.lend(messages.get(id) as StoredMessage),
    onError: () => {},
  })
  return async (query: MessageQuery, withSignatures: boolean): Promise<string[]> => {
    const compiled = compileQuery(query, reader, labels)
    const probes = probesOf(compiled.said)
    const page = await findMessages(all, compiled, {
      limit: Infinity,
      oldestFirst: true,
      isKept: () => true,
      mayMatch: withSignatures && probes !== null ? (one) => StoredMessage.maySay(one, probes) : undefined,
    })
    return page.messages.map(({ id }) => id)
  }
}

function understood(query: MessageQuery): boolean {
  try {
    compileQuery(query, {} as MessageReader, {} as KeptLabels)
    return true
  } catch {
    return false
  }
}

describe('a search that asks signatures first', () => {
  it('finds what the plain one finds', async () => {
    let hits = 0
    await fc.assert(
      fc.asyncProperty(searched, async ({ messages, queries }) => {
        const find = await signed(messages)
        for (const query of queries) {
          const found = await find(query, false)
          hits += found.length
          expect(await find(query, true)).toEqual(found)
        }
      }),
      { numRuns: 200 },
    )
    expect(hits).toBeGreaterThan(100)
  })

  it('finds each part of what a message says', async () => {
    const text = 'Straße İstanbul ΟΔΟΣ e\u0301te\u0301 日本語テキスト 😀😀 a\tb'
    const raw = Buffer.from(`Subject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`)
    const find = await signed([{ raw }])
    for (let from = 0; from < text.length; from++)
      for (let to = from + 1; to <= text.length; to++) {
        const query = { text: text.slice(from, to) }
        expect(await find(query, true)).toEqual(await find(query, false))
      }
  })

  it('finds an inbox by its address without the tag', async () => {
    const find = await signed([{ to: ['i00c0ffee000001+tag@inbox.test'] }])
    expect(await find({ query: 'inbox:0001@inbox' }, true)).toHaveLength(1)
  })

  it('does not look at most that say something else', async () => {
    const messages = Array.from({ length: 100 }, (_, n) => ({
      text: `Order ${n} was shipped on a rainy day`,
    }))
    const find = new StoredMessages(limits, () => {})
    const probes = probesOf(saidBy({ query: 'nowhere' }))
    if (probes === null) throw new Error('a word of seven letters says something')
    let looked = 0
    for (const parts of messages) {
      const one = find.add(newMessage(parts), 0) as StoredMessage
      expect(StoredMessage.maySay(one, probes)).toBe(true)
      StoredMessage.sign(one, [parts.text])
      if (StoredMessage.maySay(one, probes)) looked++
    }
    expect(looked).toBeLessThan(10)
  })
})

describe('a query says', () => {
  it.each<readonly [MessageQuery, ReturnType<typeof saidBy>]>([
    [{ query: 'Code from:Shop -spam' }, [['code', 'shop']]],
    [{ query: '-spam' }, null],
    [{ query: 'port:587 has:attachment tag:x is:unread' }, null],
    [{ text: /code/, subject: /x/ }, null],
    [{ text: 'A\r\nB' }, [['a b']]],
    [{ to: 'a@b.test' }, null],
    [
      { anyOf: [{ text: 'one' }, { text: 'two' }], subject: 'both' },
      [
        ['both', 'one'],
        ['both', 'two'],
      ],
    ],
    [{ anyOf: [{ text: 'one' }, { to: 'a@b.test' }] }, null],
  ])('%j: %j', (query, said) => {
    expect(saidBy(query)).toEqual(said)
  })

  it('nothing where it has under three letters', () => {
    expect(probesOf(saidBy({ query: 'ab' }))).toBeNull()
    expect(probesOf(saidBy({ anyOf: [{ text: 'ab' }, { text: 'abc' }] }))).toBeNull()
    expect(probesOf(saidBy({ query: 'ab abc' }))).toHaveLength(1)
  })
})

describe('a signature', () => {
  it('goes with its message when memory is packed anew, and stands beside one that has memory of its own', () => {
    const messages = new StoredMessages({ ...limits, maxMessages: 10_000 }, () => {})
    const add = (text: string) => messages.add(newMessage({ text }), 0) as StoredMessage
    const kept = add('short')
    const long = add('x'.repeat(70_000))
    const others = Array.from({ length: 400 }, () => add('y'.repeat(50_000)))
    for (const one of [kept, long]) StoredMessage.sign(one, ['said'])
    messages.delete(others)
    const bytes = StoredMessage.packed(kept) as Buffer
    expect(bytes.subarray(0, kept.sizeBytes).toString()).toContain('short')
    for (const one of [kept, long]) {
      expect(StoredMessage.maySay(one, probesOf([['said']]) ?? [])).toBe(true)
      expect(StoredMessage.maySay(one, probesOf([['unsaid', 'elsewhere']]) ?? [])).toBe(false)
    }
    messages.delete([kept, long])
    for (const one of [kept, long]) expect(StoredMessage.maySay(one, probesOf([['said']]) ?? [])).toBe(false)
  })

  it('has at most 12 % of a message, and a bound', () => {
    for (const sizeBytes of [200, 1_000, 10_000, 100_000, 10_000_000])
      expect(signatureBytes(sizeBytes)).toBeLessThanOrEqual(Math.min(0.12 * sizeBytes, 4096))
  })

  it('is made in time that grows with the text alone, whatever it is', () => {
    for (const text of ['a'.repeat(1_000_000), ' \t'.repeat(500_000), 'İ'.repeat(500_000)]) {
      const bits = new Uint8Array(4096)
      sign(bits, [text])
      const probes = probesOf([[text.slice(0, 50).toLowerCase().replace(/\s+/g, ' ')]])
      expect(probes === null || maySay(bits, 0, bits.length, probes)).toBe(true)
    }
  })
})

describe('the store in memory', () => {
  /** A parser that counts what searches read, and tells of the messages that were looked at for their signatures. */
  function counted() {
    const parser = createMessageParser()
    const seen = new Set<string>()
    let wake = (): void => {}
    let reads = 0
    let start = (): void => {}
    const mayRead = new Promise<void>((resolve) => (start = resolve))
    const watched = (reader: MessageReader): MessageReader => ({
      ...reader,
      forLists: () => watched(reader.forLists()),
      searchedHeader(message) {
        reads++
        return reader.searchedHeader(message)
      },
      async searchable(message) {
        await mayRead
        const found = await reader.searchable(message)
        seen.add(message.id)
        wake()
        return found
      },
    })
    return {
      parser: {
        ...parser,
        reader: (source: Parameters<typeof parser.reader>[0]) => watched(parser.reader(source)),
      },
      /** Nothing is read for signatures before. */
      async signed(count: number): Promise<void> {
        start()
        while (seen.size < count) await new Promise<void>((resolve) => (wake = resolve))
      },
      reads(): number {
        const now = reads
        reads = 0
        return now
      },
    }
  }

  it('looks at all messages before it had time for signatures, and at few afterwards', async () => {
    const { parser, signed, reads } = counted()
    const { store } = openStore({}, (parts) => openMemoryStore({ ...parts, parser }))
    for (let n = 0; n < 400; n++)
      await put(store, { id: `m-${n}`, text: `This is number ${n}, which says little` })
    const found = async (query: string): Promise<string[]> =>
      (await store.listMessages({ query: { query } })).messages.map(({ id }) => id)
    expect(await found('elsewhere')).toEqual([])
    expect(reads()).toBe(400)
    await signed(400)
    expect(await found('elsewhere')).toEqual([])
    expect(reads()).toBeLessThan(100)
    expect(await found('"number 377,"')).toEqual(['m-377'])
    await store.removeMessages(Array.from({ length: 300 }, (_, n) => `m-${n}`))
    expect(await found('"number 377,"')).toEqual(['m-377'])
    await store.close()
  })
})
