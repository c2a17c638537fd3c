import type { CapturedMessage } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'
import { expectNoMessage, waitForMessages, type ExplainWait } from '../store/wait.ts'
import type { InboxFacts } from '../http/context.ts'
import { inboxQuery, type Inboxes } from './inboxes.ts'
import { defaultQuietMs, defaultWaitMs, type Inbox, type Mailbox } from './mailbox.ts'
import { Message } from './message.ts'

export interface MailboxParts {
  readonly store: Store
  readonly parse: (message: CapturedMessage) => Promise<ParsedMessage>
  readonly openSessions: () => readonly SessionRecord[]
  readonly explain: ExplainWait
  /** Aborts when the server closes: no wait outlives it. */
  readonly closing: AbortSignal
}

/** Reading the store through one query: `{}` for the server, the inbox's own for an inbox. */
export function createMailbox(parts: MailboxParts, view: MessageQuery): Mailbox {
  const { store, parse, openSessions, explain, closing } = parts
  const withClosing = (signal?: AbortSignal): AbortSignal =>
    signal ? AbortSignal.any([signal, closing]) : closing
  const narrowed = (query: MessageQuery | undefined): MessageQuery => (query ? narrow(view, query) : view)
  const wrap = (captured: CapturedMessage): Message => new Message(captured, parse)
  const wait = async (
    count: number,
    query: MessageQuery | undefined,
    {
      timeoutMs = defaultWaitMs,
      signal,
    }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<readonly Message[]> => {
    const options = { count, timeoutMs, openSessions, explain, signal: withClosing(signal) }
    return (await waitForMessages(store, narrowed(query), options)).map(wrap)
  }
  return {
    async messages(query) {
      const { messages } = await store.listMessages({ query: narrowed(query), limit: Infinity })
      return messages.map(wrap).toReversed()
    },
    async waitForMessage(query, options) {
      const [message] = await wait(1, query, options)
      return message as Message
    },
    waitForMessages: wait,
    async expectNoMessage(query, { withinMs = defaultQuietMs, signal } = {}) {
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
    ...createMailbox(parts, view),
    async clear() {
      const { messages } = await parts.store.listMessages({ query: view, limit: Infinity })
      return parts.store.removeMessages(messages.map(({ id }) => id)).length
    },
    delete: () => void inboxes.delete(facts.id),
  }
}
