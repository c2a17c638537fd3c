import { WorkFailed } from '../../base/thread-work.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { HttpContext } from '../context.ts'
import { ProblemError } from '../problem.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { readBytes } from '../read-message.ts'
import { type ViewAnswer, viewWork } from './view-work.ts'
import type { View } from './view.ts'

/**
 * One message as an answer. Nobody else waits for it: what is not short is read, and written, in a thread. What cannot
 * be read there says so in its `parseError`.
 *
 * @throws FourportError MESSAGE_GONE; ProblemError as the view
 */
export async function viewOf<More>(
  context: HttpContext,
  message: CapturedMessage,
  view: View<More>,
  more: More,
): Promise<Response> {
  const { reader } = context
  const request = { name: view.name, message: factsOf(message), more }
  const made = reader.inThread(message, viewWork, request)
  if (made === null) {
    const raw = await readBytes(context, message)
    return view.make(
      { message, raw, parsed: await reader.parse(message, raw), maxBytes: Infinity, limits: null },
      more,
    )
  }
  try {
    return responseOf(await made)
  } catch (error) {
    if (!(error instanceof WorkFailed)) throw error
    const start = await reader.start(message, error)
    return view.make({ message, ...start, maxBytes: Infinity, limits: null }, more)
  }
}

function responseOf(answer: ViewAnswer): Response {
  if ('problem' in answer) {
    const { status, code, detail } = answer.problem
    throw new ProblemError(status, code as ProblemCode, detail)
  }
  const { status, headers, body } = answer
  return new Response(body, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })
}

/** Without what a store has beside them, which cannot be cloned. */
function factsOf({
  id,
  seq,
  sizeBytes,
  receivedAt,
  envelope,
  origin,
  faults,
  subject,
}: CapturedMessage): CapturedMessage {
  return { id, seq, sizeBytes, receivedAt, envelope, origin, faults, subject }
}
