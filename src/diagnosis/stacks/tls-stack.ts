import type { ClientHello } from '../../model/tls-facts.ts'
import { beginningOf, type MeasuredStack, type StackName } from './measured-stack.ts'
import { measuredStacks } from './measured.ts'
import { refusalBehaviours, behaviourOfAny, type RefusalBehaviour } from './refusal-behaviour.ts'
import { offersTickets, stacksByStructure } from './structure.ts'

/** The TLS library of a client. */
export interface TlsStack extends RefusalBehaviour {
  /** null: one of several. */
  readonly stack: StackName | null
  /** All that it may be, the likeliest first. */
  readonly stacks: readonly StackName[]
  /** For people: `Go`, `Node or PHP`. */
  readonly name: string
  /** The programs that showed this very fingerprint when they were measured: `Python 3.13.5`; empty where only its build says who it is. */
  readonly programs: readonly string[]
  /** Its versions where its fingerprint is a measured one; else what its build says: `probably Go`. */
  readonly label: string
}

type Table = ReadonlyMap<string, readonly MeasuredStack[]>

const measured = tableOf(measuredStacks)
const natural = new Intl.Collator('en', { numeric: true })

/** The rows by what is compared of them. */
export function tableOf(rows: readonly MeasuredStack[]): Table {
  const table = new Map<string, MeasuredStack[]>()
  for (const row of rows) {
    const key = keyOf(row.ja4, row.begins)
    const others = table.get(key)
    if (others === undefined) table.set(key, [row])
    else others.push(row)
  }
  return table
}

/** The library behind a ClientHello: by its fingerprint where that has been measured, else by the build of it; null: unknown. */
export function tlsStackOf(hello: ClientHello | null, table: Table = measured): TlsStack | null {
  if (hello === null) return null
  if (table !== measured) return stackIn(hello, table)
  let stack = known.get(hello)
  if (stack === undefined) known.set(hello, (stack = stackIn(hello, table)))
  return stack
}

/** Clients that say the same share one object, as long as it is remembered. */
const known = new WeakMap<ClientHello, TlsStack | null>()

function stackIn(hello: ClientHello, table: Table): TlsStack | null {
  const { ja4, ja4ro = '' } = hello
  if (ja4 === undefined) {
    const stack = stackBeforeJa4(hello)
    return stack && told(hello, [stack], (name) => `probably ${name}`)
  }
  const built = stacksByStructure(hello)
  const rows = table.get(keyOf(ja4, beginningOf(ja4ro))) ?? []
  if (rows.length === 0) return built.length === 0 ? null : told(hello, built, (name) => `probably ${name}`)
  const found = rows.map(({ stack }) => stack)
  // Where its build is that of several, or of any program on OpenSSL, those that were measured are not all that look so.
  const [only, second] = built
  const others = only !== undefined && second === undefined && found.includes(only) ? [] : built
  const stacks = [...new Set([...found, ...others])]
  const programs = rows.map(({ settings }) => settings)
  const label = () => [...new Set(stacks.map((stack) => labelOf(stack, rows)))].join(' or ')
  return told(hello, stacks, label, programs)
}

function told(
  hello: ClientHello,
  stacks: readonly StackName[],
  label: (name: string) => string,
  programs: readonly string[] = [],
): TlsStack {
  const [first = null] = stacks
  const name = [...new Set(stacks.map((stack) => refusalBehaviours[stack].name))].join(' or ')
  return {
    ...behaviourIn(hello, stacks),
    stack: stacks.length === 1 ? first : null,
    stacks,
    name,
    programs,
    label: label(name),
  }
}

/**
 * libcurl, which offers no session tickets, looks at the certificate by itself in versions of today (8.23): OpenSSL takes any
 * in the handshake, and the connection is closed after it.
 */
function behaviourIn(hello: ClientHello, stacks: readonly StackName[]): RefusalBehaviour {
  const shared = behaviourOfAny(stacks)
  if (!stacks.includes('openssl') || offersTickets(hello)) return shared
  const { refusesInHandshake: _, ...others } = shared
  return others
}

/** The first part of JA4 varies with the host: a name or an address, one extension more or less. */
function keyOf(ja4: string, begins: string): string {
  return `${ja4.slice(ja4.indexOf('_'))} ${begins}`
}

/** Their patch level never shows: distributions keep one number and patch it, and most fingerprints are of a whole series. */
const onOpenssl: ReadonlySet<StackName> = new Set<StackName>(['openssl', 'openssl-program'])

/** `Go 1.23.12 to 1.26.8`, `OpenSSL 3.0 to 3.5`. */
function labelOf(stack: StackName, rows: readonly MeasuredStack[]): string {
  const versions = rows
    .filter((row) => row.stack === stack)
    .map(({ version }) => (onOpenssl.has(stack) ? version.replace(/^(\d+\.\d+)\.\d+[a-z]*/, '$1') : version))
    .sort(natural.compare)
  const [first, last] = [versions[0], versions.at(-1)]
  const { name } = refusalBehaviours[stack]
  if (first === undefined) return name
  return first === last ? `${name} ${first}` : `${name} ${first} to ${last}`
}

/**
 * Records of versions before JA4 hold the number of cipher suites and a hash of their list. The number is of the
 * versions of one day; it is read for those records alone.
 */
const byCount: ReadonlyMap<number, StackName> = new Map([
  [19, 'go'],
  [29, 'gnutls'],
  [30, 'openssl'],
  [31, 'java'],
  [52, 'node'],
  [56, 'postfix'],
  [59, 'node'],
  [68, 'php'],
  [75, 'php'],
])

/** Lists as long as another's: OpenSSL 3.0 has as many as Java, libtls, as OpenSMTPD uses it, as many as PHP. */
const byHash: ReadonlyMap<string, StackName> = new Map([
  ['3e6e24a69820', 'openssl'],
  ['d4cf32a3f354', 'openssl-program'],
])

function stackBeforeJa4({ cipherCount = 0, cipherHash = '' }: ClientHello): StackName | null {
  return byHash.get(cipherHash) ?? byCount.get(cipherCount) ?? null
}
