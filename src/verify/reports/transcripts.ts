import type { VerifyCell, VerifyReport } from '../../model/verify.ts'

/** A cell without what was said in it. */
export function withoutTranscript({ transcript: _said, ...cell }: VerifyCell): VerifyCell {
  return cell
}

/** A report without what was said in its cells. */
export function withoutTranscripts(report: VerifyReport): VerifyReport {
  return { ...report, cells: report.cells.map(withoutTranscript) }
}
