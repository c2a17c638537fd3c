import { lookup } from 'node:dns/promises'
import { hostname } from 'node:os'

/**
 * A name of this machine that is not `localhost`: Go's PlainAuth gives its password in clear to that and to nobody else, so
 * that a client measured there would look worse than it is.
 */
export async function machineName(): Promise<string> {
  const name = hostname()
  const found = await lookup(name, { all: true }).catch(() => [])
  if (found.some(({ address }) => address === '127.0.0.1')) return name
  throw new Error(
    `Clients are measured by the name of this machine, and "${name}" is not 127.0.0.1. Write it into /etc/hosts.`,
  )
}
