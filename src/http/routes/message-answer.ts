import type { CapturedMessage } from '../../model/message.ts'
import type { HttpContext } from '../context.ts'
import { busy, type HttpRoom } from '../held.ts'
import { findingsOf } from '../read-message.ts'
import { viewOf } from '../views/view-of.ts'
import { messageView } from './message-views.ts'

/** A view answers in bytes, and has the type of its route only in the schema, against which the tests hold every answer. */
export const typed = (answer: Promise<Response>): Promise<never> => answer as Promise<never>

/** All of a message, with what its session shows to be wrong with it. */
export async function answerMessage(context: HttpContext, message: CapturedMessage): Promise<Response> {
  return viewOf(context, message, messageView, await findingsOf(context, message))
}

/** The same of several: `{ messages: […] }`. Throws a 503 problem where there is no room for all of them. */
export async function answerMessages(
  context: HttpContext,
  { inFlight, limitBytes }: HttpRoom,
  messages: readonly CapturedMessage[],
): Promise<Response> {
  const pieces: Buffer[] = []
  let bytes = 0
  for (const message of messages) {
    const answer = Buffer.from(await (await answerMessage(context, message)).arrayBuffer())
    bytes += answer.length
    if (inFlight.bytes + bytes > limitBytes) throw busy()
    pieces.push(Buffer.from(pieces.length === 0 ? '{"messages":[' : ','), answer)
  }
  pieces.push(Buffer.from(pieces.length === 0 ? '{"messages":[]}' : ']}'))
  return new Response(Buffer.concat(pieces), { headers: { 'content-type': 'application/json' } })
}
