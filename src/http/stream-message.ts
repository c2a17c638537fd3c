import { there } from '../capture/message-reader.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { Store } from '../store/store.ts'

/** What an answer that is not read holds of a message, whatever its size. */
export const pieceBytes: number = 64 * 1024

/**
 * Exactly the bytes that were received, piece by piece from the store as the client reads them. A message that leaves
 * the store meanwhile ends the answer short of its length. Throws MESSAGE_GONE where it has left before.
 */
export async function streamMessage(
  store: Store,
  { id, sizeBytes }: CapturedMessage,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const read = async (from: number): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(there(await store.bytes(id, { from, to: Math.min(from + pieceBytes, sizeBytes) }), { id }))
  let next: Uint8Array<ArrayBuffer> | null = await read(0)
  let at = next.length
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next !== null && next.length > 0) controller.enqueue(next)
        next = null
        if (at >= sizeBytes) return controller.close()
        next = await read(at)
        at += next.length
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { ...headers, 'content-length': String(sizeBytes) } })
}
