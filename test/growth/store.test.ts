import { describe, it } from 'vitest'
import type { MessageReader } from '../../src/capture/message-reader.ts'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import type { CapturedMessage } from '../../src/model/message.ts'
import type { HeaderField } from '../../src/model/parsed-message.ts'
import type { MessageQuery } from '../../src/model/query.ts'
import { collect } from '../../src/store/collect.ts'
import { EventFeed } from '../../src/store/feed.ts'
import type { Labels } from '../../src/store/labels.ts'
import { lookupsOf, recipientKeys } from '../../src/store/lookups.ts'
import { findNearMisses } from '../../src/store/near-misses.ts'
import { compileQuery } from '../../src/store/query.ts'
import { checkQuery } from '../../src/store/query-check.ts'
import type { Feed, Store } from '../../src/store/store.ts'
import { WaitIndex } from '../../src/store/wait-index.ts'
import { newMessage } from '../store/messages.ts'
import { openStore } from '../store/store-under-test.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { fieldOf, messageTo } from './support/mail-of.ts'

/** A message says this, and is read already. */
function readerOf(said: { readonly text?: string; readonly fields?: readonly HeaderField[] }): MessageReader {
  const { text = '', fields = [] } = said
  const from = fields.map(({ value }) => ({ name: '', address: value }))
  const reader: Partial<MessageReader> = {
    fields: () => fields,
    header: () => ({ subject: text, from, to: [], cc: [], bcc: [] }) as never,
    subject: () => text,
    text: () => text,
    textHas: (_, wanted) => typeof wanted === 'string' && text.includes(wanted),
  }
  return reader as MessageReader
}

const noLabels = { isRead: () => false, tagsOf: () => [] } as unknown as Labels

const list = <Item>(size: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: size }, (_, at) => make(at))

/** A query is asked of one message, and says how that differs. */
const asked =
  (
    query: (size: number) => MessageQuery,
    message: (size: number) => CapturedMessage,
    said: (size: number) => Parameters<typeof readerOf>[0] = () => ({}),
  ): MakeWork =>
  (size) => {
    const compiled = compileQuery(query(size), readerOf(said(size)), noLabels)
    const one = message(size)
    return async () => [await compiled.matches(one), await compiled.mismatches(one), compiled.inWords()]
  }

const many = (size: number): CapturedMessage => ({
  ...messageTo(),
  envelope: { ...messageTo().envelope, rcptTo: list(size, (at) => `a+${at}@x.test`) },
})
const one = (): CapturedMessage => messageTo('a@x.test')

/** V8 moves what is left of a long list when its first item is taken, and of a shorter one it does not. */
const longList = 512

/** A wait that mail comes to before it has been told what is there. */
const arrivals: MakeWork = (size) => {
  const listeners: ((event: FeedEvent) => void)[] = []
  const feed: Partial<Feed> = {
    subscribe: (listener) => {
      listeners.push(listener)
      return () => undefined
    },
  }
  const count = size * longList
  const messages = list(count, (at): CapturedMessage => ({ ...messageTo('b@x.test'), id: `m${at}` }))
  const store: Partial<Store> = {
    listMessages: async () => {
      for (const message of messages)
        for (const listener of listeners) listener({ type: 'message', message, position: 1 })
      return { messages: [], nextBefore: null }
    },
  }
  const source = { store: store as Store, waits: new WaitIndex(feed as Feed) }
  const query = compileQuery({ profile: 'smtps' }, readerOf({}), noLabels)
  return () => collect(source, query, { count, timeoutMs: 0 })
}

/** A listener that changes the store as soon as it is told of a message. */
const changesByListeners: MakeWork = (size) => () => {
  const feed = new EventFeed({ message: () => undefined, session: () => undefined, onError: () => undefined })
  const session = { id: 's' } as never
  let changes = size * longList
  feed.subscribe(() => {
    // All at the first event: each has to wait until every listener has been told of that.
    for (; changes > 0; changes--) feed.publish({ type: 'session', session })
  })
  feed.publish({ type: 'session', session })
}

const nearMisses: MakeWork = (size) => {
  const messages = list(50, (at): CapturedMessage => ({ ...many(size), id: `m${at}` }))
  const store: Partial<Store> = { listMessages: async () => ({ messages, nextBefore: null }) }
  const reader = readerOf({ text: 'a'.repeat(size) })
  const query = compileQuery({ to: 'b@x.test', subject: 'b', text: 'b' }, reader, noLabels)
  return () => findNearMisses({ store: store as Store, reader }, query, messages)
}

/** One message that is read a piece at a time, as a download is. */
const download: MakeWork = (size) => {
  const { store } = openStore()
  const pieceBytes = 1024
  const id = 'm-long'
  void store.addMessage(newMessage({ id, raw: Buffer.alloc(size * pieceBytes, 'a') }))
  return async () => {
    for (let from = 0; from < size * pieceBytes; from += pieceBytes)
      await store.bytes(id, { from, to: from + pieceBytes })
  }
}

describe('the work for a query grows with it and with the mail, and no faster', () => {
  it.each<[string, MakeWork]>([
    ['an address that is asked of many', asked(() => ({ to: 'b@x.test' }), many)],
    ['a mailbox that is asked of many', asked(() => ({ mailbox: 'b@x.test' }), many)],
    ['a long address', asked((n) => ({ to: 'a'.repeat(n) }), one)],
    [
      'a long text',
      asked(
        () => ({ text: 'aab', subject: 'aab' }),
        one,
        (n) => ({ text: 'a'.repeat(n) }),
      ),
    ],
    [
      'as many fields as are asked for',
      asked(
        (n) => ({ header: Object.fromEntries(list(n, (at) => [`X-${at}`, true])) }),
        one,
        (n) => ({ fields: list(n, (at) => fieldOf(`x-${n - 1 - at}`, 'y')) }),
      ),
    ],
    [
      'a field that comes again and again',
      asked(
        () => ({ header: { X: 'b' }, from: 'b' }),
        one,
        (n) => ({ fields: list(n, () => fieldOf('X', 'a')) }),
      ),
    ],
    ['alternatives', asked((n) => ({ anyOf: list(n, (at) => ({ to: `b${at}@x.test` })) }), one)],
    [
      'a query of alternatives that is taken in',
      (n) => {
        const query = { anyOf: list(n, (at) => ({ anyOf: [{ to: `b${at}@x.test` }] })) }
        return () => lookupsOf(checkQuery(query))
      },
    ],
    [
      'recipients as they stand in the index',
      (n) => {
        const recipients = list(n, (at) => `"${'+'.repeat(9)}${at}`)
        return () => recipientKeys(recipients)
      },
    ],
    ['a long recipient in the index', (n) => () => recipientKeys([`${'+'.repeat(n)}@`])],
    ['mail that comes before a wait looks', arrivals],
    ['changes that a listener makes', changesByListeners],
    ['near misses', nearMisses],
    ['a download piece by piece', download],
  ])('%s', async (_, make) => expectLinear(make), 60_000)
})
