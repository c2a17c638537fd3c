import type { SessionRecord } from '../../model/session-record.ts'

/** Sent by `fourport healthcheck`: NOOP may carry any text and needs neither EHLO nor TLS (RFC 5321 §4.1.1.9). */
export const healthMark = 'NOOP fourport-healthcheck'

/** Whether a session was Fourport looking after itself. The terminal leaves those out; records keep them. */
export function isHealthcheck(session: SessionRecord): boolean {
  return (
    session.messages.length === 0 &&
    session.entries.some((entry) => entry.kind === 'command' && entry.line === healthMark)
  )
}
