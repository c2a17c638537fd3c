import { checkValue } from '../base/fields.ts'
import { checkFindingMatch } from '../base/finding-match.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import { defaultQuietMs, defaultWaitMs } from '../base/wait-times.ts'
import type { InboxFacts } from '../http/context.ts'
import type { FindingMatch } from '../model/finding.ts'
import { severities } from '../model/judgement.ts'
import type { Inbox, Mailbox, Message, WaitOptions } from '../model/mailbox.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import type { MailSource } from '../store/near-misses.ts'
import { checkQuery } from '../store/query-check.ts'
import { expectNoMessage, waitForMessages, type ExplainWait } from '../store/wait.ts'
import { listFindings } from './findings/list-findings.ts'
import type { FindingSource } from './findings/source.ts'
import { waitForFinding } from './findings/wait-for-finding.ts'
import { createInboxView, type InboxView } from './inbox-view.ts'
import type { Inboxes } from './inboxes.ts'
import { toMessage } from './message.ts'

export interface MailboxParts extends MailSource {
  readonly explain: ExplainWait
  readonly findings: FindingSource
  /** Aborts when the server closes: no wait outlives it. */
  readonly closing: AbortSignal
}

/** Reading the store: all of it for the server, what is in its view for an inbox. */
export function createMailbox(parts: MailboxParts, view?: InboxView): Mailbox {
  const { store, explain, closing } = parts
  const { openSessions } = parts.findings
  const own = view?.query ?? {}
  const withClosing = (signal?: AbortSignal): AbortSignal => anyOf(closing, signal)
  const narrowed = (query: MessageQuery | undefined): MessageQuery =>
    query === undefined ? own : narrow(own, checkQuery(query))
  const wrap = (captured: CapturedMessage): Message => toMessage(captured, parts)
  const wait = async (
    caller: string,
    count: number,
    query: MessageQuery | undefined,
    options: WaitOptions | undefined,
  ): Promise<readonly Message[]> => {
    checkWaitOptions(caller, options)
    const { timeoutMs = defaultWaitMs, signal } = options ?? {}
    const settings = { count, timeoutMs, openSessions, view, explain, signal: withClosing(signal) }
    return (await waitForMessages(parts, narrowed(query), settings)).map(wrap)
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
      await expectNoMessage(parts, narrowed(query), { withinMs, signal: withClosing(signal) })
    },
    async clear() {
      const { messages } = await store.listMessages({ query: own, limit: Infinity })
      return (await store.removeMessages(messages.map(({ id }) => id))).length
    },
    ...createFindings(parts, view),
  }
}

/** Reading the diagnosis: of all sessions, or of those in a view. */
function createFindings(
  { findings: source, closing }: MailboxParts,
  view?: InboxView,
): Pick<Mailbox, 'findings' | 'waitForFinding'> {
  const scope = view?.findings
  return {
    async findings(match = {}, options) {
      checkFindingMatch('findings', match, severities)
      checkWaitOptions('findings', options, 'withinMs')
      await checkFindingId('findings', match)
      const judged = await listFindings(source, match, { ...options, scope })
      return judged.flatMap(({ findings }) => findings)
    },
    async waitForFinding(match = {}, options) {
      checkFindingMatch('waitForFinding', match, severities)
      checkWaitOptions('waitForFinding', options)
      await checkFindingId('waitForFinding', match)
      const signal = anyOf(closing, options?.signal)
      return (await waitForFinding(source, match, { ...options, signal, scope })).finding
    },
  }
}

function anyOf(closing: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([signal, closing]) : closing
}

/** Both must match. An inbox's view is all alternatives, so a query with its own keeps them as a nested one. */
function narrow(view: MessageQuery, query: MessageQuery): MessageQuery {
  if (!view.anyOf) return query
  if (!query.anyOf) return { ...query, anyOf: view.anyOf }
  const mine = query.anyOf
  return { ...query, anyOf: view.anyOf.map((alternative) => ({ ...alternative, anyOf: mine })) }
}

export function createInbox(parts: MailboxParts, inboxes: Inboxes, facts: InboxFacts): Inbox {
  const view = createInboxView(facts, { inboxes, store: parts.store })
  return {
    ...facts,
    ...createMailbox(parts, view),
    delete: async () => void inboxes.delete(facts.id),
  }
}

/**
 * Refuses an id that no finding has: a misspelt one is never found, which a test takes for all being well.
 * @throws FourportError OPTION_INVALID, with the one that may be meant
 */
async function checkFindingId(owner: string, { id }: FindingMatch): Promise<void> {
  if (id === undefined) return
  const { findingIds } = await import('../diagnosis/catalogue.ts')
  const kind = {
    fits: (value: unknown) => (findingIds as readonly unknown[]).includes(value),
    expected: 'the id of a finding, as docs/findings.md lists them',
    names: findingIds,
  }
  checkValue(id, kind, `${owner}: id is`)
}
