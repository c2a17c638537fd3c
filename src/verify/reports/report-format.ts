import type { ReportForm } from '../../model/report-files.ts'
import type { VerifyReport } from '../../model/verify.ts'

/** A form that the report of a verified client is written in. */
export interface ReportFormat {
  /** As `--report` names it. */
  readonly name: ReportForm
  /** For whom it is, in a few words. */
  readonly purpose: string
  /** The whole text, ended by a line break. It never holds what moves a cursor, runs, or ends its own form early. */
  write(report: VerifyReport): string
}
