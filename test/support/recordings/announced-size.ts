import type { SessionRecord } from '../../../src/model/session-record.ts'

/** A MAIL with another SIZE (RFC 1870). */
export function withSize(line: string, change: (sizeBytes: number) => number): string {
  return line.replace(/(?<= SIZE=)\d+/i, (sizeBytes) => String(change(Number(sizeBytes))))
}

/** Of a message that never came it is not known by how much its own random Message-ID makes it longer: its SIZE is told in hundreds. */
export function withCoarseSizes(session: SessionRecord): SessionRecord {
  const entries = session.entries.map((entry, at) => {
    if (entry.kind !== 'command' || entry.verb !== 'MAIL') return entry
    const next = session.entries
      .slice(at + 1)
      .find(({ kind, ...rest }) => kind === 'message' || ('verb' in rest && rest.verb === 'MAIL'))
    if (next?.kind === 'message') return entry
    return { ...entry, line: withSize(entry.line, (sizeBytes) => Math.ceil(sizeBytes / 100) * 100) }
  })
  return { ...session, entries }
}
