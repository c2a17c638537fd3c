import { there } from '../capture/message-reader.ts'
import type { ApiMessage, ApiMessageFinding } from '../model/api.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { HttpContext } from './context.ts'
import { toMessage } from './dto/message.ts'

/** A session, whether it has ended or not. */
export function findSession(context: HttpContext, id: string): SessionRecord | undefined {
  return context.store.getSession(id) ?? context.openSessions().find((one) => one.id === id)
}

/** All of a message, with what its session shows to be wrong with it. */
export async function readMessage(context: HttpContext, message: CapturedMessage): Promise<ApiMessage> {
  return toMessage(message, await context.reader.parse(message), findingsOf(context, message))
}

/** Exactly the bytes that were received. @throws FourportError MESSAGE_GONE */
export async function readBytes({ store }: HttpContext, message: CapturedMessage): Promise<Buffer> {
  return there(await store.bytes(message.id), message)
}

function findingsOf(context: HttpContext, { id, sessionId }: CapturedMessage): readonly ApiMessageFinding[] {
  const session = findSession(context, sessionId)
  if (session === undefined) return []
  return context
    .verdict(session)
    .findings.filter(({ messages }) => messages.includes(id))
    .map(({ id, severity, saw, fix }) => ({ id, severity, saw, fix }))
}
