import type { Eventual } from './eventual.ts'
import type { Rank } from './rank.ts'

/** A kind of work that a thread of its own can do: both sides know it by its name. What goes in and out is cloned. */
export interface Work<Input, Output> {
  readonly name: string
  /** Never there: it ties the types to the name. */
  readonly does?: (input: Input) => Output
}

/** One piece of work, made when its turn has come. */
export interface Piece<Input> {
  readonly input: Input
  /** Memory that moves over instead of being copied: it is gone here. */
  readonly moved?: readonly ArrayBuffer[]
}

/** Where work is done that would keep the event loop from everybody else. */
export interface Threads {
  /**
   * @param rank - Where it waits for a thread. Default: at the front
   * @throws WorkFailed; what `begin` throws
   */
  run<Input, Output>(
    work: Work<Input, Output>,
    begin: () => Eventual<Piece<Input>>,
    rank?: Rank,
  ): Promise<Output>
}

/** Work that came to no end: its thread took too long or too much memory, or could not be started. The message is a sentence. */
export class WorkFailed extends Error {
  override readonly name: string = 'WorkFailed'
}

/** The memory of bytes that nobody else has; copied where it is a part of something larger. */
export function movable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return isWhole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}

/** The same bytes as a Buffer, as cloning makes plain arrays of Buffers. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
