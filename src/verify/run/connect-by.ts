import { hostname } from 'node:os'
import { isLoopback } from '../../base/loopback.ts'
import { canListenOn } from '../../base/listen-on.ts'
import { type NameLookups, systemLookups } from '../../base/name-lookups.ts'
import { isIpAddress } from '../../diagnosis/host-names.ts'

/** The name by which clients connect, and what has to be there for it. */
export interface ConnectBy {
  readonly host: string
  /** Names of the certificates, that of the host first. */
  readonly names: readonly string[]
  /** Addresses of this machine alone to which the name leads. */
  readonly addresses: readonly string[]
  /** Why it is `localhost` although nobody asked for that, as a clause; null: it is not, or somebody did. */
  readonly whyLocalhost: string | null
}

/** What is known of names. */
export interface Names extends NameLookups {
  /** That of this machine. */
  readonly machine: () => string
}

export const systemNames: Names = { machine: hostname, ...systemLookups }

/** A client looks the name up each time, so one that takes long would make it look slow. */
const lookupMs = 1000

/**
 * The host that was given, or the name of this machine where it leads to addresses of this machine alone, and at once; else
 * `localhost`. Some libraries trust `localhost` more than any other host.
 *
 * @param given - null: none
 * @param listened - Addresses that are listened on and cannot be more; null: any loopback address may be added
 */
export async function connectBy(
  given: string | null,
  listened: readonly string[] | null,
  names: Names = systemNames,
): Promise<ConnectBy> {
  if (given !== null) {
    const addresses = listened === null ? await ownAddresses(given, names) : []
    return { host: given, names: [given], addresses, whyLocalhost: null }
  }
  const name = names.machine().toLowerCase().replace(/\.$/, '')
  const found = await leadsHere(name, listened, names)
  return typeof found === 'string'
    ? { host: 'localhost', names: ['localhost'], addresses: [], whyLocalhost: found }
    : { host: name, names: [name, 'localhost'], addresses: found, whyLocalhost: null }
}

/** Loopback addresses of a host that was given; it may lead elsewhere too, which is for the user to know. */
async function ownAddresses(host: string, names: Names): Promise<readonly string[]> {
  if (isIpAddress(host)) return isLoopback(host) ? [host] : []
  const found = await inTime(names.lookup(host)).catch(() => null)
  const own = (found ?? []).filter((address) => isLoopback(address))
  return (await Promise.all(own.map(canListen))).every((can) => can) ? own : []
}

/** Its addresses; or why it is no name to connect by. */
async function leadsHere(
  name: string,
  listened: readonly string[] | null,
  names: Names,
): Promise<readonly string[] | string> {
  const called = `the name of this machine, "${name}",`
  if (!isPlainName(name)) return `${called} is none that every client accepts`
  const found = await inTime(Promise.all([names.lookup(name), names.ask(name)])).catch(
    () => 'unknown' as const,
  )
  if (found === null) return `${called} took more than ${lookupMs} ms to look up`
  if (typeof found === 'string') return `${called} leads to no address`
  const addresses = [...new Set(found.flat())]
  const elsewhere = addresses.find((address) => !isHere(address, listened))
  if (elsewhere !== undefined) return `${called} leads to ${elsewhere}, where these servers do not listen`
  for (const address of addresses) {
    if (listened === null && !(await canListen(address)))
      return `${called} leads to ${address}, which this machine does not have`
  }
  return addresses
}

/** Letters, digits and hyphens (RFC 952), as strict libraries want them; and no address, nor one of the names of `localhost`. */
function isPlainName(name: string): boolean {
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
  const isOfLocalhost = isLoopback(name) || name.startsWith('localhost.')
  return name.length <= 253 && name.split('.').every((one) => label.test(one)) && !isIpAddress(name) && !isOfLocalhost
} // prettier-ignore

function isHere(address: string, listened: readonly string[] | null): boolean {
  if (listened === null) return isLoopback(address)
  const every = address.includes(':') ? '::' : '0.0.0.0'
  return listened.includes(address) || (listened.includes(every) && isLoopback(address))
}

/** `::1` is left out by itself where there is no IPv6, and clients then try the next address. */
async function canListen(address: string): Promise<boolean> {
  return address === '::1' || (await canListenOn(address))
}

/** null: it took too long. */
async function inTime<Value>(looking: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, lookupMs, null)))
  try {
    return await Promise.race([looking, late])
  } finally {
    clearTimeout(timer)
  }
}
