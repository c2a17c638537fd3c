import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Verb } from '../model/verbs.ts'
import type { RuleContext } from './rule.ts'

/** A scanner takes milliseconds from one connection to the next. */
const burstMs = 3_000
/** Clients offer what their library has, every time alike; a scanner asks for one version after the other … */
const leastVersions = 3
/** … or for one cipher or group after the other. So many programs of one host do not fail within seconds at one port. */
const leastOffers = 5

const wordless: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'STARTTLS', 'NOOP', 'QUIT'])

/** How many handshakes without a word came in one burst with this one, as sslscan and nmap make them; 0: it was no scan. */
export function handshakesOfScan(record: SessionRecord, context: Pick<RuleContext, 'earlier'>): number {
  if (!mayBelongToScan(record)) return 0
  const { earlier } = context
  if (earlier.length + 1 < leastVersions) return 0
  const at = Date.parse(record.startedAt)
  const burst = [record, ...earlier.filter(({ id }) => id !== record.id)].filter(
    (other) =>
      other.remote.host === record.remote.host &&
      other.port.name === record.port.name &&
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

/** Whether what comes next may show that this was one of a burst, where it may belong to a scan at all. */
export function isFreshForScan({ startedAt }: SessionRecord, nowMs: number): boolean {
  return nowMs - Date.parse(startedAt) <= burstMs
}

/** A scanner also tries other protocols beside, and STARTTLS without a handshake. */
export function mayBelongToScan(record: SessionRecord): boolean {
  const { clientHello, speaker, messages, entries } = record
  if (messages.length > 0 || !entries.every(isWordless)) return false
  const asksTls = entries.some((entry) => entry.kind === 'command' && entry.verb === 'STARTTLS')
  return clientHello !== null || asksTls || speaker === 'http' || speaker === 'other'
}

/** A ClientHello, and no command that has to do with mail. */
function isHandshakeAlone({ clientHello, messages, entries }: SessionRecord): boolean {
  if (clientHello === null || messages.length > 0) return false
  return entries.every(isWordless)
}

function isWordless(entry: Observation): boolean {
  return entry.kind !== 'command' || wordless.has(entry.verb)
}
