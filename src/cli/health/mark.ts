import type { SessionRecord } from '../../model/session-record.ts'

/** Sent by `fourport healthcheck`: NOOP may carry any text and needs neither EHLO nor TLS (RFC 5321 §4.1.1.9). */
export const healthMark = 'NOOP fourport-healthcheck'

/**
 * Whether a session was Fourport looking after itself: this NOOP, then QUIT. Told by its length, as records do not
 * keep what a NOOP carries. The terminal leaves those out; records keep them.
 */
export function isHealthcheck(session: SessionRecord): boolean {
  const commands = session.entries.filter((entry) => entry.kind === 'command')
  const [first, second] = commands
  return (
    first?.verb === 'NOOP' &&
    first.sizeBytes === healthMark.length + 2 &&
    (second === undefined || second.verb === 'QUIT') &&
    commands.length <= 2
  )
}
