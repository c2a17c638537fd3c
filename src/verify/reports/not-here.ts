import type { VerifyCell, VerifyReport } from '../../model/verify.ts'
import { isNotHere } from '../../model/verify-words/matrix.ts'
import { grouped } from './grouped.ts'

/** What was not run, for one reason that somebody may want to mend. */
export interface NotHere {
  readonly why: string
  readonly cells: readonly VerifyCell[]
}

/** What could not be run here, by its reasons. */
export function notHere(report: VerifyReport): readonly NotHere[] {
  return grouped(report.cells.filter(isNotHere), ({ why }) => why ?? '').map((cells) => ({
    why: cells[0]!.why ?? 'Nobody knows why.',
    cells,
  }))
}
