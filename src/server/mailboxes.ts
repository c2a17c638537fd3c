import type { Clock } from '../base/clock.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'
import { checkQuery } from '../store/query-check.ts'
import { expectNoMessage, waitForMessages, type ExplainWait, type WaitView } from '../store/wait.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import type { InboxFacts } from '../http/context.ts'
import { inboxQuery, type Inboxes } from './inboxes.ts'
import { defaultQuietMs, defaultWaitMs, type Inbox, type Mailbox, type WaitOptions } from './mailbox.ts'
import { Message } from './message.ts'

export interface MailboxParts {
  readonly store: Store
  readonly clock: Clock
  readonly parse: (message: CapturedMessage) => Promise<ParsedMessage>
  readonly openSessions: () => readonly SessionRecord[]
  readonly explain: ExplainWait
  /** Aborts when the server closes: no wait outlives it. */
  readonly closing: AbortSignal
}

/** Reading the store through one query: `{}` for the server, the inbox's own for an inbox, which says what is a stray. */
export function createMailbox(
  parts: MailboxParts,
  own: MessageQuery,
  isStray?: WaitView['isStray'],
): Mailbox {
  const { store, parse, openSessions, explain, closing } = parts
  const view = isStray && { query: own, isStray }
  const withClosing = (signal?: AbortSignal): AbortSignal =>
    signal ? AbortSignal.any([signal, closing]) : closing
  const narrowed = (query: MessageQuery | undefined): MessageQuery =>
    query === undefined ? own : narrow(own, checkQuery(query))
  const wrap = (captured: CapturedMessage): Message => new Message(captured, parse)
  const wait = async (
    caller: string,
    count: number,
    query: MessageQuery | undefined,
    options: WaitOptions | undefined,
  ): Promise<readonly Message[]> => {
    checkWaitOptions(caller, options)
    const { timeoutMs = defaultWaitMs, signal } = options ?? {}
    const settings = { count, timeoutMs, openSessions, view, explain, signal: withClosing(signal) }
    return (await waitForMessages(store, narrowed(query), settings)).map(wrap)
  }
  return {
    async messages(query) {
      const { messages } = await store.listMessages({ query: narrowed(query), limit: Infinity })
      return messages.map(wrap).toReversed()
    },
    async waitForMessage(query, options) {
      const [message] = await wait('waitForMessage', 1, query, options)
      return message as Message
    },
    waitForMessages: (count, query, options) => wait('waitForMessages', count, query, options),
    async expectNoMessage(query, options) {
      checkWaitOptions('expectNoMessage', options, 'withinMs')
      const { withinMs = defaultQuietMs, signal } = options ?? {}
      await expectNoMessage(store, narrowed(query), { withinMs, signal: withClosing(signal) })
    },
  }
}

/** Both must match. An inbox's view is all alternatives, so a query with its own keeps them as a nested one. */
function narrow(view: MessageQuery, query: MessageQuery): MessageQuery {
  if (!view.anyOf) return query
  if (!query.anyOf) return { ...query, anyOf: view.anyOf }
  const mine = query.anyOf
  return { ...query, anyOf: view.anyOf.map((alternative) => ({ ...alternative, anyOf: mine })) }
}

export function createInbox(parts: MailboxParts, inboxes: Inboxes, facts: InboxFacts): Inbox {
  const view = inboxQuery(facts)
  return {
    ...facts,
    ...createMailbox(parts, view, strayFinder(inboxes, facts, parts.clock.now())),
    async clear() {
      const { messages } = await parts.store.listMessages({ query: view, limit: Infinity })
      return parts.store.removeMessages(messages.map(({ id }) => id)).length
    },
    delete: () => void inboxes.delete(facts.id),
  }
}

/** Only mail since the inbox is there can have been meant for it, and none that reached another inbox was. */
function strayFinder(inboxes: Inboxes, { address }: InboxFacts, sinceMs: number): WaitView['isStray'] {
  const domain = address.slice(address.indexOf('@'))
  return ({ receivedAt, envelope, auth }) =>
    receivedAt > sinceMs &&
    // By their domain: an inbox that has been deleted, at the end of another test, is known no more.
    !envelope.rcptTo.some((recipient) => recipient.toLowerCase().endsWith(domain)) &&
    !inboxes.list().some(({ user }) => user === auth?.user)
}
