import type { SessionRecord } from '../model/session-record.ts'
import { speakersOfCommonWords, type Speaker } from '../model/speaker.ts'
import type { RuleContext } from './rule.ts'

/** Nmap waits some seconds for what it does not get, and tries the next protocol then. */
export const openingsWithinMs = 60_000
/** No program opens one port in so many ways … */
const leastOpenings = 3
/** … of which so many are neither SMTP nor TLS: people who look for a fault try TLS, SMTP by hand and a browser. */
const leastForeign = 2

/** A scanner waits for a greeting before it tries anything; a check of the port leaves at once. */
const silentFromMs = 2_000

/** `…` is what is no command of SMTP: an empty line, or a guess. */
const guesses: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'HELP', 'NOOP', 'QUIT', '…'])

/** How many sessions opened one port in three ways or more, as `nmap -sV` does; 0: there were none, or this is none of them. */
export function openingsOfScan(record: SessionRecord, { earlier }: Pick<RuleContext, 'earlier'>): number {
  if (openingOf(record) === null || earlier.length + 1 < leastOpenings) return 0
  const atMs = Date.parse(record.startedAt)
  const kinds = new Set<Speaker>()
  let count = 0
  for (const other of [record, ...earlier.filter(({ id }) => id !== record.id)]) {
    if (other.remote.host !== record.remote.host || other.port.name !== record.port.name) continue
    if (Math.abs(Date.parse(other.startedAt) - atMs) > openingsWithinMs) continue
    const opening = openingOf(other)
    if (opening === null) continue
    count++
    // Anybody may have opened it, so it proves nothing.
    if (opening !== 'nobody') kinds.add(opening)
  }
  const foreign = [...kinds].filter((kind) => kind !== 'smtp' && kind !== 'tls').length
  return kinds.size >= leastOpenings && foreign >= leastForeign ? count : 0
}

/** What a scanner may have opened this session as; null: it is no scanner's. One that greets by a name is a client. */
export function openingOf(record: SessionRecord): Speaker | null {
  const { speaker, clientName, messages, entries, durationMs } = record
  if (messages.length > 0 || isOfPrograms(speaker)) return null
  if (speaker === 'nobody') return (durationMs ?? 0) >= silentFromMs ? speaker : null
  if (clientName !== null && clientName !== '') return null
  let opening = speaker
  for (const entry of entries) {
    if (entry.kind === 'command' && !guesses.has(entry.verb)) return null
    // Who says what it refuses is no scanner.
    if (entry.kind === 'tls-failed' && entry.reason === 'client-alert') return null
    if (entry.kind === 'first-bytes') opening = entry.protocol
  }
  return isOfPrograms(opening) ? null : opening
}

/** PROXY is a setting of a load balancer, and mail programs try IMAP and POP3. */
function isOfPrograms(speaker: Speaker): boolean {
  return speaker === 'proxy' || speakersOfCommonWords.has(speaker)
}
