import type { Eventual } from '../base/eventual.ts'
import type { MessageReader } from '../capture/message-reader.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { compileQuery, type CompiledQuery } from './query.ts'
import { falseIfGone } from './gone.ts'
import type { Store } from './store.ts'
import type { FailedWait, NearMiss } from './wait-errors.ts'
import type { WaitIndex } from './wait-index.ts'

/** Where mail is, and who reads it. */
export interface MailSource {
  readonly store: Store
  readonly reader: MessageReader
  /** Who waits for the mail of this store. */
  readonly waits: WaitIndex
}

/** Which part of the store's mail a waiter sees: an inbox its own. */
export interface WaitView {
  readonly query: MessageQuery
  /** Of the mail out of view, what is in nobody else's: it may have been meant for this one. */
  readonly isStray: (message: CapturedMessage) => boolean
  /** Whether a session may explain why nothing came: what others did does not. */
  readonly sees: (session: SessionRecord) => Eventual<boolean>
}

/** How many of the newest messages are compared: each may have to be parsed. */
const compared = 50
const shown = 5

/** The messages nearest to a query among the newest in view and those that came. What has left the store since is passed over. */
export async function findNearMisses(
  { store, reader }: Pick<MailSource, 'store' | 'reader'>,
  query: CompiledQuery,
  came: readonly CapturedMessage[],
  view?: WaitView,
): Promise<Pick<FailedWait, 'nearMisses' | 'otherMessages' | 'strays'>> {
  const { own, strays } = view
    ? await divide({ store, reader }, came, view)
    : { own: distinct(came, await newest(store)), strays: [] }
  const misses: NearMiss[] = []
  for (const message of own) {
    const miss = await missOf(message, query, reader).catch(falseIfGone)
    if (miss && miss.differs.length > 0) misses.push(miss)
  }
  // Fewest differences first; among equals the newest.
  misses.sort(
    (one, other) => one.differs.length - other.differs.length || other.message.seq - one.message.seq,
  )
  return { nearMisses: misses.slice(0, shown), otherMessages: misses.length, strays }
}

async function missOf(
  message: CapturedMessage,
  query: CompiledQuery,
  reader: MessageReader,
): Promise<NearMiss> {
  const differs = await query.mismatches(message)
  return { message, subject: await reader.subject(message), differs }
}

async function divide(
  { store, reader }: Pick<MailSource, 'store' | 'reader'>,
  came: readonly CapturedMessage[],
  view: WaitView,
): Promise<{ own: readonly CapturedMessage[]; strays: readonly CapturedMessage[] }> {
  const { matches } = compileQuery(view.query, reader, store.labels)
  const own: CapturedMessage[] = []
  const strays: CapturedMessage[] = []
  for (const message of distinct(came, await newest(store))) {
    if (await matches(message)) own.push(message)
    else if (view.isStray(message)) strays.push(message)
  }
  // Asked for by themselves too: where many share the store, the newest of all may hold none of them.
  return {
    own: distinct(own, await newest(store, view.query)),
    strays: strays.sort((one, other) => other.seq - one.seq),
  }
}

async function newest(store: Store, query: MessageQuery = {}): Promise<readonly CapturedMessage[]> {
  return (await store.listMessages({ query, limit: compared })).messages
}

function distinct(...lists: readonly (readonly CapturedMessage[])[]): readonly CapturedMessage[] {
  return [...new Map(lists.flat().map((message) => [message.id, message])).values()]
}
