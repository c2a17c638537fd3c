import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { compressor } from './compress.ts'
import type { Held } from './held.ts'
import { pieceBytes } from './stream-message.ts'

type Pieces = AsyncIterable<Uint8Array>

/** Writes an answer piece by piece, as its client reads. It is compressed if that was asked for and there is room for one more. */
export async function writePieces(
  outgoing: ServerResponse,
  pieces: Pieces,
  compresses: boolean = false,
): Promise<void> {
  const compress = compresses ? await compressor() : null
  if (compress !== null && !outgoing.destroyed) outgoing.setHeader('content-encoding', 'gzip')
  try {
    // A client that leaves ends it.
    await pipeline(compress?.(pieces) ?? pieces, outgoing)
  } catch {
    // Its length is said, or its last chunk is missing, so a client sees that there is less of it.
    outgoing.destroy()
  }
}

/** Pieces of what is in the store. As a stream of Node's it would put so many listeners on the answer that Node warns of a leak. */
export async function* kept(pieces: ReadableStream<Uint8Array>): Pieces {
  yield* pieces as unknown as Pieces
}

/** Pieces that are made as they are read, the first of them there. */
export interface Begun {
  readonly first: Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
}

/** Before anything is written: where there is no room for the first piece, the client gets an answer that says so. */
export async function beginOf(pieces: ReadableStream<Uint8Array>, held: Held | undefined): Promise<Begun> {
  const reader = pieces.getReader()
  try {
    const first = await reader.read()
    if (!first.done) held?.hold(heldBy(first.value))
    return { first, reader }
  } catch (error) {
    await reader.cancel()
    throw error
  }
}

export async function* counted({ first, reader }: Begun, held: Held | undefined): Pieces {
  try {
    for (let piece = first; !piece.done; piece = await reader.read()) {
      held?.hold(heldBy(piece.value))
      yield piece.value
      held?.passed(piece.value.length)
    }
  } finally {
    await reader.cancel()
  }
}

/** Each may be a part of something larger, which is held as long; and one more lies in Node's buffers. */
function heldBy({ buffer }: Uint8Array): number {
  return buffer.byteLength + pieceBytes
}
