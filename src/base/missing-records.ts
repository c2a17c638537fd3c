import { FourportError } from './errors.ts'

/** Session records that could not be written, as the file says it in their place. */
export interface MissingRecords {
  readonly sessions: number
  /** When the first of them started, ISO 8601. */
  readonly since: string
  /** When the last of them started. */
  readonly until: string
}

/** How the server reports them when it writes again, and `fourport explain` when it reads the file. */
export function missingRecords({ sessions, since, until }: MissingRecords, file: string): FourportError {
  const count = sessions === 1 ? '1 session record is' : `${sessions} session records are`
  const when = since === until ? `of ${since}` : `from ${since} to ${until}`
  return new FourportError(
    'RECORD_INCOMPLETE',
    `${count} missing in "${file}", ${when}: it could not be written then.`,
  )
}
