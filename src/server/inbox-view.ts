import { allThere, type Eventual, whenThere } from '../base/eventual.ts'
import type { InboxFacts } from '../http/context.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'
import type { WaitView } from '../store/wait.ts'
import type { FindingScope } from './findings/source.ts'
import type { Inboxes } from './inboxes.ts'

/** What an inbox sees of the mail and of the sessions of its server. */
export interface InboxView extends WaitView {
  readonly findings: FindingScope
}

/** Mail to its address, with a tag or without, and mail that was sent with its credentials. */
export function inboxQuery(inbox: InboxFacts): MessageQuery {
  return { anyOf: [{ mailbox: inbox.address }, { user: inbox.user }] }
}

/**
 * The view of one inbox. A session is its own when it logs in as the inbox, or tries to, or names its address. One that
 * names no inbox at all, as that of a client that is refused at its first word, is a stray: told where a wait fails, and
 * held against the inbox where no other was there that it could have been meant for.
 */
export function createInboxView(
  inbox: InboxFacts,
  { inboxes, store }: { readonly inboxes: Inboxes; readonly store: Store },
): InboxView {
  const { id } = inbox
  // Only what came since the inbox is there can have been meant for it.
  const sinceMs = inboxes.madeAtMs(id)
  const began = ({ startedAt }: SessionRecord): number => Date.parse(startedAt)
  const concerns = (
    session: SessionRecord,
    asAStray: (beganMs: number) => boolean = () => true,
  ): Eventual<boolean> =>
    whenThere(ownersOf(session, { inboxes, store }), (owners) => {
      if (owners.size > 0) return owners.has(id)
      const beganMs = began(session)
      return beganMs >= sinceMs && asAStray(beganMs)
    })
  return {
    query: inboxQuery(inbox),
    isStray: ({ receivedAt, envelope, origin: { auth } }) =>
      receivedAt > sinceMs &&
      !envelope.rcptTo.some((recipient) => inboxes.ownerOfAddress(recipient) !== undefined) &&
      (auth === null || inboxes.ownerOfUser(auth.user) === undefined),
    sees: (session) => concerns(session),
    findings: {
      sinceMs,
      sees: (session) => concerns(session, (beganMs) => inboxes.wasAlone(id, beganMs)),
      mayConcern: (session) => concerns(session),
    },
  }
}

/** The inboxes that a session names, as sender, recipient or user. */
function ownersOf(
  session: SessionRecord,
  { inboxes, store }: { readonly inboxes: Inboxes; readonly store: Store },
): Eventual<ReadonlySet<string>> {
  const owners = new Set<string | undefined>()
  if (session.user !== null) owners.add(inboxes.ownerOfUser(session.user))
  for (const entry of session.entries) {
    if (entry.kind === 'auth' && entry.user !== null) owners.add(inboxes.ownerOfUser(entry.user))
    if (entry.kind !== 'command' || (entry.verb !== 'RCPT' && entry.verb !== 'MAIL')) continue
    for (const [address] of entry.line.matchAll(/(?<![^\s<>:,;])[^\s<>:,;]+@inbox\.test/gi))
      owners.add(inboxes.ownerOfAddress(address))
  }
  // Where commands fell out of the middle of a long session, its mail tells as well.
  const mail = session.dropped > 0 ? session.messages.map((id) => store.getMessage(id)) : []
  return whenThere(allThere(mail), (messages) => {
    for (const address of messages.flatMap((message) => message?.envelope.rcptTo ?? []))
      owners.add(inboxes.ownerOfAddress(address))
    owners.delete(undefined)
    return owners as ReadonlySet<string>
  })
}
