import { createServer, type Server } from 'node:net'
import { systemCode } from './errors.ts'

/** Servers that answer at one number on several addresses. */
export interface ListeningServers<AnyServer extends Server = Server> {
  /** In their order; those that this machine does not have are left out. */
  readonly addresses: readonly string[]
  readonly port: number
  readonly servers: readonly AnyServer[]
}

/** How often a free number is tried that some other program has on a further address. */
const attempts = 20
/** Codes by which a machine says that it has no IPv6. */
const noIpv6: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])

/**
 * Listens on every address at one port, or on none; an IPv6 address beside others is left out where the machine has no
 * IPv6. Throws the system's own error: what it means, and what helps, is known to who asked.
 *
 * @param port - 0: any that is free on all of them
 * @param ipv6Only - Whether `::` leaves IPv4 to others
 */
export async function listenOn<AnyServer extends Server>(
  { hosts, port, ipv6Only }: { hosts: readonly string[]; port: number; ipv6Only: boolean },
  createServer: () => AnyServer,
): Promise<ListeningServers<AnyServer>> {
  for (let attempt = 1; ; attempt++) {
    const servers: AnyServer[] = []
    try {
      return await listenOnce({ hosts, port, ipv6Only }, servers, createServer)
    } catch (error) {
      await Promise.all(servers.map(closeServer))
      if (systemCode(error) !== 'EADDRINUSE' || port !== 0 || attempt >= attempts) throw error
    }
  }
}

/** Whether this machine has an address, at which somebody else may listen at other ports. */
export async function canListenOn(address: string): Promise<boolean> {
  const where = { hosts: [address], port: 0, ipv6Only: true }
  const listening = await listenOn(where, () => createServer()).catch(() => null)
  await Promise.all((listening?.servers ?? []).map(closeServer))
  return listening !== null
}

/** Resolves when the last connection is gone too. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

async function listenOnce<AnyServer extends Server>(
  { hosts, port, ipv6Only }: { hosts: readonly string[]; port: number; ipv6Only: boolean },
  servers: AnyServer[],
  createServer: () => AnyServer,
): Promise<ListeningServers<AnyServer>> {
  const addresses: string[] = []
  let number = port
  for (const host of hosts) {
    const server = createServer()
    try {
      await listen(server, { host, port: number, ipv6Only: ipv6Only && host.includes(':') })
    } catch (error) {
      if (host.includes(':') && noIpv6.has(systemCode(error)) && hosts.length > 1) continue
      throw error
    }
    servers.push(server)
    const address = server.address()
    if (address === null || typeof address === 'string')
      throw new TypeError(`${host} is not a network address`)
    number = address.port
    addresses.push(host)
  }
  if (servers.length === 0) throw new TypeError('no address to listen on')
  return { addresses, port: number, servers }
}

function listen(server: Server, where: { host: string; port: number; ipv6Only: boolean }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
