import { appendFileSync, openSync, closeSync } from 'node:fs'
import { FourportError, messageOf } from '../base/errors.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** Appends each ended session to a file, one JSON object a line, for `fourport explain`. */
export interface RecordFile {
  write(record: SessionRecord): void
  close(): void
}

/**
 * Opened when the server starts, so that a path that cannot be written is an error then and not a
 * silent loss later. Written synchronously: a record must be on disk when a crash follows it.
 */
export function openRecordFile(path: string): RecordFile {
  let file: number
  try {
    file = openSync(path, 'a', 0o600)
  } catch (error) {
    throw new FourportError(
      'RECORD_UNWRITABLE',
      `Cannot write session records to "${path}": ${messageOf(error)}`,
      {
        cause: error,
      },
    )
  }
  return {
    write: (record) => appendFileSync(file, `${JSON.stringify(record)}\n`),
    close: () => closeSync(file),
  }
}
