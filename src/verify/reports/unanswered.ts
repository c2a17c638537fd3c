import type { VerifyCell, VerifyReport } from '../../model/verify.ts'
import { isNotHere, markMeanings, marks } from '../../model/verify-words/matrix.ts'
import { grouped } from '../../base/grouped.ts'

/** Cells that say nothing of the client, and the reasons for that. */
export interface Unanswered {
  readonly title: string
  readonly mark: string
  readonly reasons: readonly { readonly why: string; readonly cells: readonly VerifyCell[] }[]
}

/** What proves nothing, and what could not be run here: somebody may want to mend either. */
export function unanswered({ cells }: VerifyReport): readonly Unanswered[] {
  return [
    {
      title: `What ${markMeanings.unproven}`,
      mark: marks.unproven,
      reasons: byReason(cells.filter(({ verdict }) => verdict === 'unproven')),
    },
    { title: 'Not run here', mark: marks.skipped, reasons: byReason(cells.filter(isNotHere)) },
  ].filter(({ reasons }) => reasons.length > 0)
}

function byReason(cells: readonly VerifyCell[]): Unanswered['reasons'] {
  return grouped(cells, ({ why }) => why ?? '').map((same) => ({ why: same[0]!.why ?? '', cells: same }))
}
