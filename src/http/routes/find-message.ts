import type { HttpContext } from '../context.ts'
import type { CapturedMessage } from '../../model/message.ts'
import { notFound } from '../problem.ts'

/** The message with this id; throws a 404 problem where there is none. */
export async function findMessage(context: HttpContext, id: string): Promise<CapturedMessage> {
  const message = await context.store.getMessage(id)
  if (!message) throw notFound('message', id)
  return message
}
