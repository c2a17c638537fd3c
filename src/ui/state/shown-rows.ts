import type { ApiMessageSummary } from '../../model/api.ts'
import type { Deletion } from './deletion.ts'
import { endOf, type Rows, without } from './rows.ts'

/** The rows that a reader sees. */
export interface ShownRows extends Rows<ApiMessageSummary> {
  readonly total: number
  /** false: there are more than `total`, and nobody has counted them yet. */
  readonly isCounted: boolean
}

/** What is left of the list without what waits to be deleted. @param counted - How many there are on the server, where that is known beside the list */
export function shownRows(
  rows: Rows<ApiMessageSummary>,
  waiting: Deletion | null,
  counted: number | null,
): ShownRows {
  const left = waiting === null ? rows : without(rows, waiting.hides)
  const hidden = rows.items.length - left.items.length
  if (waiting?.hidesRest?.()) return { ...left, total: left.items.length, isCounted: true }
  const total = counted === null ? left.total : counted - hidden
  // One more, so that the end of what is loaded can be scrolled to.
  if (total === null) return { ...left, total: endOf(left) + 1, isCounted: false }
  return { ...left, total: Math.max(total, endOf(left)), isCounted: true }
}
