import { FourportError } from '../base/errors.ts'
import type { MissingRecords } from '../base/missing-records.ts'
import { type SessionRecord, sessionRecordVersion } from '../model/session-record.ts'
import { shapeFault } from './record-shape.ts'

/** What a file holds: session records, and a line in place of those that could not be written. */
export type RecordLine = SessionRecord | { readonly missing: MissingRecords }

/** Session records from text: one JSON object, an array of them, or one a line. Throws RECORD_UNREADABLE. */
export function readRecords(text: string, file: string): readonly RecordLine[] {
  const whole = parsed(text)
  if (whole !== undefined)
    return (Array.isArray(whole) ? whole : [whole]).map((value, index) =>
      checked(value, `${file}, record ${index + 1}`),
    )
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    return [checked(parsed(line), `${file}, line ${index + 1}`)]
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not one document: perhaps one a line. A line that is none is refused by `checked`.
  }
}

/** The diagnosis trusts its input; what it rests on is looked at here, once. */
function checked(value: unknown, where: string): RecordLine {
  const record = value as (Partial<SessionRecord> & { readonly missing?: unknown }) | null | undefined
  if (typeof record !== 'object' || record === null)
    throw unreadable(where, value === undefined ? 'is not JSON' : 'is not an object')
  if (record.version !== sessionRecordVersion) {
    throw unreadable(
      where,
      `has version ${JSON.stringify(record.version) ?? 'none'}, this Fourport reads version ${sessionRecordVersion}`,
    )
  }
  if (record.missing !== undefined) return { missing: checkedMissing(record.missing, where) }
  const missing = (['id', 'port', 'remote', 'startedAt', 'speaker', 'messages', 'entries'] as const).find(
    (field) => record[field] === undefined,
  )
  if (missing !== undefined) throw unreadable(where, `has no "${missing}"`)
  if (!Array.isArray(record.entries) || !Array.isArray(record.messages))
    throw unreadable(where, 'has entries or messages that are not a list')
  const fault = shapeFault(record as Readonly<Record<string, unknown>>)
  if (fault !== null) throw unreadable(where, `has ${fault}`)
  return record as SessionRecord
}

function checkedMissing(value: unknown, where: string): MissingRecords {
  const { sessions, since, until } = (value ?? {}) as Partial<MissingRecords>
  if (Number.isInteger(sessions) && typeof since === 'string' && typeof until === 'string')
    return { sessions: sessions as number, since, until }
  throw unreadable(where, 'has "missing" without sessions, since and until')
}

function unreadable(where: string, what: string): FourportError {
  return new FourportError('RECORD_UNREADABLE', `${where} ${what}.`)
}
