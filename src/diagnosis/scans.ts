import type { Verdict } from '../model/finding.ts'
import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Verb } from '../model/verbs.ts'
import { openingOf, openingsOfScan, openingsWithinMs } from './openings.ts'
import type { RuleContext } from './rule.ts'

/** A scanner takes milliseconds from one connection to the next. */
const burstMs = 3_000
/** Clients offer what their library has, every time alike; a scanner asks for one version after the other … */
const leastVersions = 3
/** … or for one cipher or group after the other. So many programs of one host do not fail within seconds at one port. */
const leastOffers = 5

/** From one connection to the next, also of a scanner on a busy machine. */
const nextWithinMs = 1_000

const scanBegins = 'a scan, '

const wordless: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'STARTTLS', 'NOOP', 'QUIT'])

/** What the scan was that this session belongs to, in words; null: it belongs to none. */
export function describeScan(record: SessionRecord, context: Pick<RuleContext, 'earlier'>): string | null {
  if (!mayBelongToScan(record)) return null
  const handshakes = handshakesOfScan(record, context)
  if (handshakes > 0) return `${scanBegins}${handshakes} TLS handshakes without a word`
  const openings = openingsOfScan(record, context)
  return openings > 0 ? `${scanBegins}${openings} sessions that try one protocol after the other` : null
}

/** Whether a verdict is that of a session of a scan. */
export function isOfScan({ outcome, summary }: Verdict): boolean {
  return outcome === 'probe' && summary.startsWith(`Probe: ${scanBegins}`)
}

/** How many handshakes without a word came in one burst with this one, as sslscan and nmap make them; 0: it was no scan. */
function handshakesOfScan(record: SessionRecord, context: Pick<RuleContext, 'earlier'>): number {
  const { earlier } = context
  if (earlier.length + 1 < leastVersions) return 0
  const at = Date.parse(record.startedAt)
  const burst = [record, ...earlier.filter(({ id }) => id !== record.id)].filter(
    (other) =>
      other.remote.host === record.remote.host &&
      other.port.name === record.port.name &&
      // A scanner greets alike each time, so those of several names are several programs.
      other.clientName === record.clientName &&
      Math.abs(Date.parse(other.startedAt) - at) <= burstMs &&
      isHandshakeAlone(other),
  )
  const versions = new Set(burst.map(({ clientHello }) => clientHello?.versions.join()))
  const offers = new Set(burst.map(offerOf))
  return versions.size >= leastVersions || offers.size >= leastOffers ? burst.length : 0
}

/** What a ClientHello offers, whatever name it asks for: the second and third part of a JA4 leave the name out. */
function offerOf({ clientHello }: SessionRecord): string {
  const { ja4, versions, groups } = clientHello!
  return [versions, groups, ...(ja4?.split('_').slice(1) ?? [])].join()
}

/** Whether what comes next may show that this was one of a scan. Handshakes come in bursts, other openings one by one. */
export function mayYetBeOfScan(record: SessionRecord, verdict: Verdict, nowMs: number): boolean {
  const isSaid = verdict.findings.length > 0 || verdict.outcome === 'quiet'
  if (!isSaid || isOfScan(verdict) || !mayBelongToScan(record)) return false
  const opening = openingOf(record)
  const withinMs = opening === null || opening === 'tls' ? burstMs : openingsWithinMs
  return nowMs - Date.parse(record.startedAt) <= withinMs
}

/**
 * Whether one session came right after another, or beside it, as a scanner's do and those of programs hardly ever: from the same host to the same
 * port, by another protocol, or with another offer in a handshake without a word.
 */
export function goesOnAsScan(record: SessionRecord, before: SessionRecord): boolean {
  if (record.remote.host !== before.remote.host || record.port.name !== before.port.name) return false
  if (gapMs(before, record) > nextWithinMs || gapMs(record, before) > nextWithinMs) return false
  const [one, other] = [openingOf(record), openingOf(before)]
  if (one !== null && other !== null && one !== other) return true
  return isHandshakeAlone(record) && isHandshakeAlone(before) && offerOf(record) !== offerOf(before)
}

/** From the end of one to the start of the other; less than 0 where that had begun before. */
function gapMs(one: SessionRecord, other: SessionRecord): number {
  return Date.parse(other.startedAt) - Date.parse(one.startedAt) - (one.durationMs ?? 0)
}

/** A scanner also tries other protocols beside, and STARTTLS without a handshake. */
export function mayBelongToScan(record: SessionRecord): boolean {
  const { messages, entries } = record
  if (messages.length > 0) return false
  if (openingOf(record) !== null) return true
  return entries.every(isWordless) && (record.clientHello !== null || entries.some(asksTls))
}

function asksTls(entry: Observation): boolean {
  return entry.kind === 'command' && entry.verb === 'STARTTLS'
}

/** A ClientHello, and no command that has to do with mail. */
function isHandshakeAlone({ clientHello, messages, entries }: SessionRecord): boolean {
  if (clientHello === null || messages.length > 0) return false
  return entries.every(isWordless)
}

function isWordless(entry: Observation): boolean {
  return entry.kind !== 'command' || wordless.has(entry.verb)
}
