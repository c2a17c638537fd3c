import { there } from '../capture/message-reader.ts'
import type { ApiMessageFinding, ApiSessionSummary } from '../model/api.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { HttpContext } from './context.ts'
import { toSessionSummary } from './dto/session.ts'
import { onPurposeOf } from './on-purpose.ts'

/** A session, whether it has ended or not. */
export async function findSession(context: HttpContext, id: string): Promise<SessionRecord | undefined> {
  // Looked for first: one that ends while the store is asked is found here still.
  const open = context.openSessions().find((one) => one.id === id)
  return (await context.store.getSession(id)) ?? open
}

/** Sessions as they stand in a list. */
export function summariesOf(
  records: readonly SessionRecord[],
  context: HttpContext,
): Promise<ApiSessionSummary[]> {
  return Promise.all(records.map((record) => summaryOf(record, context)))
}

/** One of them. */
export async function summaryOf(record: SessionRecord, context: HttpContext): Promise<ApiSessionSummary> {
  const verdict = await context.verdict(record)
  return toSessionSummary(record, verdict, await onPurposeOf(record, verdict))
}

/** Exactly the bytes that were received. @throws FourportError MESSAGE_GONE */
export async function readBytes({ store }: HttpContext, message: CapturedMessage): Promise<Buffer> {
  return there(await store.bytes(message.id), message)
}

/** What the session of a message shows to be wrong with it. */
export async function findingsOf(
  context: HttpContext,
  { id, origin }: CapturedMessage,
): Promise<readonly ApiMessageFinding[]> {
  const session = await findSession(context, origin.sessionId)
  if (session === undefined) return []
  const { findings } = await context.verdict(session)
  return findings
    .filter(({ messages }) => messages.includes(id))
    .map(({ id, severity, saw, fix }) => ({ id, severity, saw, fix }))
}
