import type { VerifyReport } from './verify.ts'

/** Raised when a field changes its meaning; it grows by new optional fields. */
export const matrixReportVersion = 1

/** What several clients did, or one in several versions: `fourport verify --matrix`. */
export interface MatrixReport {
  readonly version: typeof matrixReportVersion
  /** Version of this package. */
  readonly fourport: string
  /** Version of the catalogue of scenarios. */
  readonly catalogue: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  /** In the order of the file. */
  readonly clients: readonly MatrixResult[]
  /** Every client was run, and is verified. */
  readonly verified: boolean
}

/** What came of one client. */
export interface MatrixResult {
  /** As the file calls it. */
  readonly name: string
  /** As the file says it, or the client itself; null: nobody asked. */
  readonly version: string | null
  /** That of the report; `not-run`: there is none, and `problem` says why. */
  readonly outcome: MatrixOutcome
  /** What it did; null: it could not be run. */
  readonly report: VerifyReport | null
  /** Why it could not be run; null: it was. */
  readonly problem: MatrixProblem | null
}

/** Those of the conclusion of a report, and one where there is none. */
export type MatrixOutcome = 'proven' | 'flawed' | 'failed' | 'open' | 'not-run'

/** Why a client could not be run. */
export interface MatrixProblem {
  /** CLIENT_SETUP_FAILED, COMMAND_UNRUNNABLE, CLIENT_NEVER_CONNECTED or CLIENT_IN_BACKGROUND. */
  readonly code: string
  /** What happened. */
  readonly message: string
  /** What to do. */
  readonly help: string
}
