import type { SessionRecord } from '../model/session-record.ts'
import type { Verb } from '../model/verbs.ts'
import type { RuleContext } from './rule.ts'

/** A scanner takes milliseconds from one connection to the next. */
const burstMs = 3_000
/** Clients offer what their library has, every time alike; a scanner asks for one version after the other. */
const leastVersions = 3

const wordless: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'STARTTLS', 'NOOP', 'QUIT'])

/** How many handshakes without a word came in one burst with this one, as sslscan and nmap make them; 0: it was no scan. */
export function handshakesOfScan(record: SessionRecord, { earlier }: Pick<RuleContext, 'earlier'>): number {
  if (!isHandshakeAlone(record) || earlier.length + 1 < leastVersions) return 0
  const at = Date.parse(record.startedAt)
  const burst = [
    record,
    ...earlier.filter(
      (other) =>
        other.id !== record.id &&
        other.remote.host === record.remote.host &&
        other.port.name === record.port.name &&
        Math.abs(Date.parse(other.startedAt) - at) <= burstMs &&
        isHandshakeAlone(other),
    ),
  ]
  const versions = new Set(burst.map(({ clientHello }) => clientHello?.versions.join() ?? ''))
  return versions.size >= leastVersions ? burst.length : 0
}

/** Whether what comes next may show that this was one of a burst. */
export function mayBeOfScan(record: SessionRecord, nowMs: number): boolean {
  return nowMs - Date.parse(record.startedAt) <= burstMs && isHandshakeAlone(record)
}

/** A ClientHello, and no command that has to do with mail. */
function isHandshakeAlone({ clientHello, messages, entries }: SessionRecord): boolean {
  if (clientHello === null || messages.length > 0) return false
  return entries.every((entry) => entry.kind !== 'command' || wordless.has(entry.verb))
}
