import type { Socket } from 'node:net'
import { readNoMore } from './read-bytes.ts'

/** Takes the listeners of a connection off a socket of TLS, and those that TLS has put on the one below. */
export function letGoOfAll(socket: Socket): void {
  for (const event of ['end', 'error', 'close', '_tlsError', 'secure']) socket.removeAllListeners(event)
  socket.on('error', ignoreErrors)
  readNoMore(socket)
}

export function ignoreErrors(): void {
  // The connection is over: there is no one to report to.
}
