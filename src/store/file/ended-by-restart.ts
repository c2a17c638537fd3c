import type { Observation } from '../../model/observation.ts'
import type { SessionRecord } from '../../model/session-record.ts'

/** The record of a session that went on when the process of the server ended, as that of one that has ended. */
export function endedByRestart(record: string): string {
  const open = JSON.parse(record) as SessionRecord
  const last = open.entries.at(-1)
  const atMs = Math.max(open.durationMs ?? 0, last?.atMs ?? 0)
  const end: Observation = {
    n: (last?.n ?? 0) + 1,
    atMs,
    kind: 'server',
    what: 'shutdown',
    text: 'The process of the server ended before this session did',
  }
  const ended: SessionRecord = {
    ...open,
    durationMs: atMs,
    close: { by: 'server', how: 'destroyed', atMs },
    entries: [...open.entries, end],
  }
  return JSON.stringify(ended)
}
