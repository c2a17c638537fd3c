import { closeSync, ftruncateSync, fstatSync, openSync, writeSync } from 'node:fs'
import { FourportError, messageOf } from '../base/errors.ts'
import { missingRecords, type MissingRecords } from '../base/missing-records.ts'
import { type SessionRecord, sessionRecordVersion } from '../model/session-record.ts'

/** Appends a session record to the file, one JSON object a line, for `fourport explain`. Never throws. */
export type WriteRecord = (record: SessionRecord) => void

/**
 * The file is opened at once, so that a path that cannot be written stops the start and is no silent loss later. Where writing
 * fails later (a full disk), that is reported once and sessions go on; each further record is tried again, and the first that is
 * written comes after a line that says how many are missing, which is reported too. Written synchronously, so that a record is in
 * the file when a crash follows it.
 *
 * @throws FourportError RECORD_UNWRITABLE
 */
export function openRecordFile(path: string, onError: (error: unknown) => void): WriteRecord {
  try {
    append(path, '')
  } catch (error) {
    throw unwritable(path, error, 'Choose a file this user can write to with the record option, --record.')
  }
  let missing: MissingRecords | null = null
  return (record) => {
    try {
      append(path, `${gapLine(missing)}${JSON.stringify(record)}\n`)
    } catch (error) {
      if (missing === null)
        onError(unwritable(path, error, 'Records are missing until it can be written again.'))
      missing = counted(missing, record)
      return
    }
    if (missing !== null) onError(missingRecords(missing, path))
    missing = null
  }
}

/** All of it or nothing: half a line would make the next one unreadable. */
function append(path: string, text: string): void {
  // Others may read neither addresses nor subjects.
  const file = openSync(path, 'a', 0o600)
  try {
    const { size } = fstatSync(file)
    const octets = Buffer.from(text)
    try {
      for (let written = 0; written < octets.length;) written += writeSync(file, octets, written)
    } catch (error) {
      if (size > 0 || fstatSync(file).size > 0) ftruncateSync(file, size)
      throw error
    }
  } finally {
    closeSync(file)
  }
}

function gapLine(missing: MissingRecords | null): string {
  return missing === null ? '' : `${JSON.stringify({ version: sessionRecordVersion, missing })}\n`
}

function counted(missing: MissingRecords | null, { startedAt }: SessionRecord): MissingRecords {
  return { sessions: (missing?.sessions ?? 0) + 1, since: missing?.since ?? startedAt, until: startedAt }
}

function unwritable(path: string, cause: unknown, help: string): FourportError {
  return new FourportError(
    'RECORD_UNWRITABLE',
    `Cannot write session records to "${path}": ${messageOf(cause)}`,
    { cause, help },
  )
}
