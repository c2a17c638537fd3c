import type { CapturedMessage } from '../model/message.ts'
import { whereThere } from './gone.ts'
import type { CompiledQuery } from './query.ts'
import type { MessagePage } from './store.ts'

export interface FindOptions<Message> {
  readonly limit: number
  readonly oldestFirst: boolean
  readonly signal?: AbortSignal | undefined
  /** Whether the message is still there: others are captured, and it is evicted, while this search waits for a parser. */
  readonly isKept: (message: Message) => boolean
  /** false: it surely does not match, and is not looked at. Default: any may. */
  readonly mayMatch?: ((message: Message) => boolean) | undefined
}

/** Long enough to lose nothing by the pause, short enough that a mail arriving meanwhile is not kept waiting. */
const sliceMs = 10

/** Those of `candidates` (oldest first) that match, up to `limit`. */
export async function findMessages<Message extends CapturedMessage>(
  candidates: readonly Message[],
  query: CompiledQuery,
  { limit, oldestFirst, signal, isKept, mayMatch = () => true }: FindOptions<Message>,
): Promise<MessagePage> {
  const messages: Message[] = []
  let pauseAt = performance.now() + sliceMs
  for (let step = 0; step < candidates.length; step++) {
    const message = candidates[oldestFirst ? step : candidates.length - 1 - step] as Message
    let matches = mayMatch(message) && isKept(message) && whereThere(() => query.matches(message))
    if (matches instanceof Promise) {
      matches = await matches
      signal?.throwIfAborted()
    }
    if (matches) {
      // One beyond the page tells that there is another page.
      if (messages.length >= limit) return { messages, nextBefore: messages.at(-1)?.seq ?? null }
      messages.push(message)
      if (oldestFirst && messages.length >= limit) break
    }
    if (step % 64 === 63 && performance.now() > pauseAt) {
      await new Promise(setImmediate)
      signal?.throwIfAborted()
      pauseAt = performance.now() + sliceMs
    }
  }
  return { messages, nextBefore: null }
}
