import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { FindingId } from './catalogue.ts'

/** Findings of a client that left without a try: one that delivers over another connection meanwhile had a spare one. */
const takenBack: ReadonlySet<string> = new Set<FindingId>([
  'login-impossible-without-starttls',
  'gave-up-after-ehlo-on-plain-port',
  'login-not-tried',
  'left-before-mail',
])

/** Whether another session can take back any of these findings. */
export function restsOnOthers(findings: Verdict['findings']): boolean {
  return findings.some(({ id }) => takenBack.has(id))
}

/** Whether what is said of an ended session rests on a session that still goes on: by delivering, that one takes it back. */
export function mayBeTakenBack(
  session: SessionRecord,
  { findings }: Verdict,
  open: () => readonly SessionRecord[],
): boolean {
  if (!restsOnOthers(findings)) return false
  const endMs = Date.parse(session.startedAt) + (session.durationMs ?? 0)
  return open().some(
    (other) =>
      other.id !== session.id &&
      other.durationMs === null &&
      other.remote.host === session.remote.host &&
      other.port.name === session.port.name &&
      Date.parse(other.startedAt) <= endMs,
  )
}
