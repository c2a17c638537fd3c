import type { Socket } from 'node:net'
import type { SessionEnds } from '../protocol/session-context.ts'

/** Where the client of a connection is, and which of our addresses it has found. */
export function endsOf(socket: Socket): SessionEnds {
  const remote = { host: unmapped(socket.remoteAddress), port: socket.remotePort ?? 0 }
  return { remote, localHost: () => unmapped(socket.localAddress) }
}

/** An IPv4 address as such, also on a socket of IPv6. */
function unmapped(address = ''): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}
