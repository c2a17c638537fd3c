import type { ProfileName } from './port-profile.ts'
import type { ReportForm } from './report-files.ts'
import type { VerifyCell, VerifyReport } from './verify.ts'

/** How far a run of verify has come. */
export interface VerifyRunState {
  /** false: it has ended, and its report is whole. */
  readonly running: boolean
  /** Cells that are run; the others do not apply. */
  readonly total: number
  /** Those that have been judged. */
  readonly done: number
  /** So far, or of the whole run. */
  readonly durationMs: number
  /** Where the client is running now. */
  readonly open: readonly VerifyPlace[]
}

/** One cell of the matrix, whether it was run or not. */
export interface VerifyPlace {
  readonly scenario: string
  readonly profile: ProfileName
}

/** A run of verify that is looked at while it goes on. */
export interface VerifyRun {
  state(): VerifyRunState
  /** As far as it has come: what has not been judged has no cell yet. */
  report(): VerifyReport
  /** Likewise, as the text of a file. */
  write(form: ReportForm): string
  /** Calls back at each change, with the cell that has been judged, if it was that. Returns what ends it. */
  watch(listener: (judged: VerifyCell | null) => void): () => void
}

/** `GET /api/verify`: a run of `fourport verify`, as far as it has come. */
export interface ApiVerify extends VerifyRunState {
  /** What has not been judged has no cell yet, and `verified` speaks of those that are there. */
  readonly report: VerifyReport
}

/** Event `verify`, where a client is verified: it was started, or has been judged, or all is done. */
export interface ApiVerifyEvent extends VerifyRunState {
  /** The cell that has been judged; null: none was. */
  readonly cell: VerifyCell | null
}
