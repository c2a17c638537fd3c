import type { ClientHello } from '../../model/tls-facts.ts'
import { stackBeforeJa4 } from './before-ja4.ts'
import { measuredStacks } from './measured.ts'
import type { MeasuredStack, StackName } from './measured-stack.ts'
import { offersTickets, stackByStructure } from './structure.ts'

/** How a TLS library refuses a certificate; what is not here is not known of it. */
export interface Manners {
  /** For people. */
  readonly name: string
  /** bad_certificate or certificate_unknown is sent for any fault of a certificate, so that the alert does not tell which. */
  readonly alertsAlike?: true
  /** unknown_ca is sent for a CA, so that another alert is about something else. */
  readonly tellsCa?: true
  /** What it refuses in the handshake it refuses by an alert, so that silence there is no refusal. */
  readonly alertsInHandshake?: true
  /** A CA, or a CA and a wrong name, are refused inside the handshake: then nothing of the kind is left to refuse after it. */
  readonly refusesInHandshake?: 'ca' | 'all'
  /** In TLS 1.3 whatever it refuses, a wrong name too, ends the handshake, without an alert. */
  readonly refusesSilentlyInTls13?: true
  /** A server name is in every ClientHello to a host that is no address. */
  readonly namesEveryHost?: true
  /** It takes leave with QUIT of a server whose certificate it refuses. */
  readonly quitsOnRefusal?: true
}

const manners: Readonly<Record<StackName, Manners>> = {
  go: {
    name: 'Go',
    alertsAlike: true,
    alertsInHandshake: true,
    refusesInHandshake: 'all',
    namesEveryHost: true,
  },
  rustls: {
    name: 'rustls',
    tellsCa: true,
    alertsInHandshake: true,
    refusesInHandshake: 'all',
    namesEveryHost: true,
  },
  // A mail library on Java compares the name itself where it does not leave that to the handshake.
  java: { name: 'Java', alertsAlike: true, alertsInHandshake: true },
  openssl: { name: 'OpenSSL', tellsCa: true, refusesInHandshake: 'ca' },
  'openssl-program': { name: 'OpenSSL', quitsOnRefusal: true },
  php: { name: 'PHP', tellsCa: true, refusesInHandshake: 'ca' },
  postfix: { name: 'Postfix', quitsOnRefusal: true },
  node: { name: 'Node', refusesSilentlyInTls13: true },
  // The programs on GnuTLS choose the alert themselves: Exim sends bad_certificate whatever it is.
  gnutls: { name: 'GnuTLS', alertsAlike: true },
  libressl: { name: 'LibreSSL' },
  boringssl: { name: 'BoringSSL' },
}

/** The TLS library of a client. */
export interface TlsStack extends Manners {
  readonly stack: StackName
  /** Its versions where its fingerprint is a measured one; else what its build says: `probably Go`. */
  readonly label: string
}

/** What tells these from any program on OpenSSL is the order of their suites; JA4 sorts them, so that its hashes may be shared. */
const toldByOrder: ReadonlySet<StackName> = new Set(['node', 'php'])

const byHashes = groupBy(measuredStacks, ({ ja4 }) => ja4.slice(ja4.indexOf('_')))

/** The library behind a ClientHello: by its fingerprint where that has been measured, else by the build of it; null: unknown. */
export function tlsStackOf(hello: ClientHello | null): TlsStack | null {
  if (hello === null) return null
  const { ja4 } = hello
  const stack = ja4 === undefined ? stackBeforeJa4(hello) : stackByStructure(hello)
  // The first part of JA4 varies with the host: a name or an address, one extension more or less.
  const rows = ja4 === undefined ? [] : (byHashes.get(ja4.slice(ja4.indexOf('_'))) ?? [])
  const [row] = rows
  if (row !== undefined && (stack === null || stack === row.stack || !toldByOrder.has(row.stack)))
    return { ...mannersOf(row.stack, hello), stack: row.stack, label: labelOf(manners[row.stack].name, rows) }
  return stack === null
    ? null
    : { ...mannersOf(stack, hello), stack, label: `probably ${manners[stack].name}` }
}

/**
 * libcurl, which offers no session tickets, looks at the certificate by itself in versions of today (8.23): OpenSSL takes any
 * in the handshake, and the connection is closed after it.
 */
function mannersOf(stack: StackName, hello: ClientHello): Manners {
  const { refusesInHandshake, ...others } = manners[stack]
  const leavesItToOpenssl = stack !== 'openssl' || offersTickets(hello)
  return leavesItToOpenssl && refusesInHandshake !== undefined ? { ...others, refusesInHandshake } : others
}

/** `Go 1.23.12 to 1.26.8`: the rows are in the order of their versions. */
function labelOf(name: string, rows: readonly MeasuredStack[]): string {
  const versions = [...new Set(rows.map(({ version }) => version))]
  const [first = '', last = first] = [versions[0], versions.at(-1)]
  return `${name} ${first === last ? first : `${first} to ${last}`}`
}

function groupBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
