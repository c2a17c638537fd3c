import type { Socket } from 'node:net'
import { byteScanner } from '../protocol/input/byte-scanner.ts'

/** Private parts of a socket of Node: what the documented option `onread` of `new Socket()` sets. An accepted socket has no way to be given it, nor has the server's side of TLS. */
interface ReadingParts {
  readonly _handle?: { useUserBuffer?(buffer: Buffer): void } | null
}

interface ReadingKeys {
  readonly buffer: symbol
  readonly callback: symbol
}

/** The same for all sockets; null: Node has changed inside. */
let keys: ReadingKeys | null | undefined

/**
 * Tells the bytes of an accepted socket as they come, or those that TLS has decrypted. A chunk is the listener's only during
 * the call: the next read writes over it. Node's own way gives each read new memory, 64 KiB of it without TLS, which V8
 * counts and collects: for messages of 1 MiB that is most of the work. And it passes each chunk through the queue of a
 * stream. Where Node has changed inside, its own way is taken.
 *
 * After `pause()` TLS still tells what it has read from the network already, 64 KiB at most.
 */
export function readBytes(socket: Socket, listener: (chunk: Buffer) => void): void {
  const handle = (socket as unknown as ReadingParts)._handle
  keys ??= keysOf(socket)
  if (keys === null || typeof handle?.useUserBuffer !== 'function') {
    socket.on('data', listener)
    return
  }
  // One for all sockets of the thread: JavaScript runs one listener after the other.
  const shared = byteScanner().buffer
  const parts = socket as unknown as Record<symbol, unknown>
  parts[keys.buffer] = shared
  parts[keys.callback] = (length: number) => listener(shared.subarray(0, length))
  handle.useUserBuffer(shared)
}

/** The listener is told nothing more, and not kept by a socket that is closed. */
export function readNoMore(socket: Socket): void {
  if (socket.listenerCount('data') > 0) socket.removeAllListeners('data')
  if (keys === null || keys === undefined) return
  const parts = socket as unknown as Record<symbol, unknown>
  if (parts[keys.callback] !== null) parts[keys.callback] = nothing
}

function nothing(): void {
  // The connection is over.
}

function keysOf(socket: Socket): ReadingKeys | null {
  const symbols = Object.getOwnPropertySymbols(socket)
  const [buffer, callback] = ['kBuffer', 'kBufferCb'].map((name) =>
    symbols.find(({ description }) => description === name),
  )
  return buffer === undefined || callback === undefined ? null : { buffer, callback }
}
