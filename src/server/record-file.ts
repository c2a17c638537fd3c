import { appendFileSync } from 'node:fs'
import { FourportError, messageOf } from '../base/errors.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** Appends a session record to the file, one JSON object a line, for `fourport explain`. Never throws. */
export type WriteRecord = (record: SessionRecord) => void

/**
 * Tried at once, so that a path that cannot be written stops the start and is no silent loss later. A disk that is
 * full later is reported once, and ends the recording: sessions go on. Written synchronously, so that a record is
 * in the file when a crash follows it.
 *
 * @throws FourportError RECORD_UNWRITABLE
 */
export function openRecordFile(path: string, onError: (error: unknown) => void): WriteRecord {
  // Others may read neither addresses nor subjects.
  const append = (text: string): void => appendFileSync(path, text, { mode: 0o600 })
  try {
    append('')
  } catch (error) {
    throw unwritable(path, error)
  }
  let failed = false
  return (record) => {
    if (failed) return
    try {
      append(`${JSON.stringify(record)}\n`)
    } catch (error) {
      failed = true
      onError(unwritable(path, error))
    }
  }
}

function unwritable(path: string, cause: unknown): FourportError {
  return new FourportError(
    'RECORD_UNWRITABLE',
    `Cannot write session records to "${path}": ${messageOf(cause)}`,
    { cause, help: 'Choose a file this user can write to with the record option, --record.' },
  )
}
