import { createServer, type Server, type Socket } from 'node:net'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { lowPortHelp } from '../base/low-ports.ts'
import type { ListenerSpec } from './engine.ts'

/** One listener, bound on all its addresses with one number. */
export interface Bound {
  readonly addresses: readonly string[]
  readonly port: number
  readonly servers: readonly Server[]
}

/** How often a free number is tried that some other program has on the second address. */
const attempts = 20
/** Codes by which a machine says that it has no IPv6. */
const noIpv6: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/**
 * Binds all addresses of a listener or none. `forbidden` is the number that was asked for, where `spec.port` stands in.
 * Throws PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE.
 */
export async function bind(
  spec: ListenerSpec,
  onError: (error: unknown) => void,
  onSocket: (socket: Socket) => void,
  forbidden: number | null = null,
): Promise<Bound> {
  for (let attempt = 1; ; attempt++) {
    try {
      const bound = await bindAll(spec, spec.port, onSocket)
      // Accepting can fail later (no descriptors left, say); the listener goes on.
      for (const server of bound.servers) server.on('error', onError)
      return bound
    } catch (error) {
      const code = systemCode(error)
      if (code === 'EADDRINUSE' && spec.port === 0 && attempt < attempts) continue
      if (code !== 'EACCES' || spec.fallbackPort === null) throw explain(error, spec, forbidden)
      return bind({ ...spec, port: spec.fallbackPort, fallbackPort: null }, onError, onSocket, spec.port)
    }
  }
}

async function bindAll(spec: ListenerSpec, port: number, onSocket: (socket: Socket) => void): Promise<Bound> {
  const servers: Server[] = []
  const addresses: string[] = []
  let number = port
  try {
    for (const host of spec.hosts) {
      const server = createServer({ allowHalfOpen: true, noDelay: true }, onSocket)
      try {
        await listen(server, host, number)
      } catch (error) {
        if (host.includes(':') && noIpv6.has(systemCode(error)) && spec.hosts.length > 1) continue
        throw error
      }
      servers.push(server)
      const address = server.address()
      if (address === null || typeof address === 'string')
        throw new TypeError(`${host} is no network address`)
      number = address.port
      addresses.push(host)
    }
    if (servers.length === 0) throw new TypeError('no address to listen on')
    return { addresses, port: number, servers }
  } catch (error) {
    await Promise.all(servers.map(closeServer))
    throw error
  }
}

/** Resolves when the last connection is gone too. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function explain(error: unknown, spec: ListenerSpec, forbidden: number | null): FourportError {
  const { port } = spec
  const instead = forbidden === null ? '' : `, instead of ${forbidden}, which the system reserves,`
  const where = `port ${port}${instead} for ${spec.name} on ${spec.hosts.join(' and ')}`
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new FourportError(
        'PORT_IN_USE',
        `Cannot listen on ${where}: another program answers there already (EADDRINUSE).`,
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
