import { createServer, type Socket } from 'node:net'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { type ListeningServers, listenOn } from '../base/listen-on.ts'
import { lowPortHelp } from '../base/low-ports.ts'
import type { ListenerSpec } from './engine.ts'

/**
 * Binds all addresses of a listener or none. `forbidden` is the number that was asked for, where `spec.port` stands in.
 * Throws PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE.
 */
export async function bind(
  spec: ListenerSpec,
  onError: (error: unknown) => void,
  onSocket: (socket: Socket) => void,
  forbidden: number | null = null,
): Promise<ListeningServers> {
  try {
    const where = { hosts: spec.hosts, port: spec.port, ipv6Only: true }
    const bound = await listenOn(where, () => createServer({ allowHalfOpen: true, noDelay: true }, onSocket))
    // Accepting can fail later (no descriptors left, say); the listener goes on.
    for (const server of bound.servers) server.on('error', onError)
    return bound
  } catch (error) {
    if (systemCode(error) !== 'EACCES' || spec.fallbackPort === null) throw explain(error, spec, forbidden)
    return bind({ ...spec, port: spec.fallbackPort, fallbackPort: null }, onError, onSocket, spec.port)
  }
}

function explain(error: unknown, spec: ListenerSpec, forbidden: number | null): FourportError {
  const { port } = spec
  const instead = forbidden === null ? '' : `, instead of ${forbidden}, which the system reserves,`
  const where = `port ${port}${instead} for ${spec.name} on ${spec.hosts.join(' and ')}`
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new FourportError(
        'PORT_IN_USE',
        `Cannot listen on ${where}: another program is already listening there (EADDRINUSE).`,
        {
          cause: error,
          help: `Stop that program (\`lsof -i :${port}\` or \`ss -ltnp\` names it), or choose another number for ${spec.name}; 0 takes any free one.`,
        },
      )
    case 'EACCES':
      return new FourportError(
        'PORT_FORBIDDEN',
        `Cannot listen on ${where}: the system reserves it (EACCES).`,
        {
          cause: error,
          help: lowPortHelp(port),
        },
      )
    default:
      return new FourportError('PORT_UNAVAILABLE', `Cannot listen on ${where}: ${messageOf(error)}.`, {
        cause: error,
      })
  }
}
