import type { Socket } from 'node:net'
import { readNoMore } from './read-bytes.ts'

interface Listeners {
  readonly end: () => void
  readonly error: (error: Error) => void
  readonly close: () => void
}

/**
 * Takes our listeners off a socket that is closed. V8 frees the native side of a socket only when it collects all memory. Until
 * then everything that its listeners refer to would be kept, and moved whenever young memory is collected. Each by its name: to
 * take off all makes of the list of listeners a slow one.
 */
export function letGo(socket: Socket, { end, error, close }: Listeners): void {
  socket.off('end', end).off('close', close).off('error', error).on('error', ignoreErrors)
  readNoMore(socket)
}

/** The same of a socket of TLS, and what TLS has put on the one below. */
export function letGoOfAll(below: Socket, above: Socket): void {
  for (const socket of below === above ? [below] : [below, above]) {
    for (const event of ['end', 'error', 'close', '_tlsError', 'secure']) socket.removeAllListeners(event)
    socket.on('error', ignoreErrors)
    readNoMore(socket)
  }
}

function ignoreErrors(): void {
  // The connection is over: there is no one to report to.
}
