import type { CapturedMessage } from '../../model/message.ts'
import type { HttpContext } from '../context.ts'
import { labelsKnown } from '../dto/message.ts'
import { findingsOf } from '../read-message.ts'
import { type ListTurns, streamList } from '../stream-list.ts'
import { viewOf } from '../views/view-of.ts'
import { messageView } from './message-views.ts'

/** A view answers in bytes, and has the type of its route only in the schema, against which the tests hold every answer. */
export const typed = (answer: Promise<Response>): Promise<never> => answer as Promise<never>

/** All of a message, with what its session shows to be wrong with it. */
export async function answerMessage(context: HttpContext, message: CapturedMessage): Promise<Response> {
  return viewOf(context, message, messageView, {
    findings: await findingsOf(context, message),
    labels: labelsKnown(context.store.labels, message),
    webRoot: context.webRoot,
  })
}

/** The same of several: `{ messages: […] }`. One that leaves the store meanwhile is left out. */
export function answerMessages(
  context: HttpContext,
  messages: readonly CapturedMessage[],
  later: ListTurns,
): Promise<Response> {
  return streamList(
    {
      head: '{"messages":[',
      given: messages,
      make: async (message) => Buffer.from(await (await answerMessage(context, message)).arrayBuffer()),
      tail: () => ']}',
      // Each is whole: made one after the other, one alone lies in memory.
      atOnce: 1,
    },
    later,
  )
}
