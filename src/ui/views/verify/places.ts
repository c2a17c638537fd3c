import type { VerifyPlace } from '../../../model/verify-run.ts'
import type { MatrixGroup } from '../../../model/verify-words/matrix.ts'
import { isWide } from '../../lib/cursor.ts'
import { useKeys } from '../../lib/keys.ts'
import { go, href } from '../../lib/route.ts'

/** Address of a cell; of the matrix alone where there is none. */
export function placeOf(cell: VerifyPlace | null, show: string): string {
  return href(cell === null ? ['verify'] : ['verify', cell.scenario, cell.profile], { show })
}

export function isSame(one: VerifyPlace | null, other: VerifyPlace): boolean {
  return one?.scenario === other.scenario && one.profile === other.profile
}

/** From a place so many steps down or across, to the next cell of which something is known; null: there is none. */
export function stepFrom(
  groups: readonly MatrixGroup[],
  from: VerifyPlace | null,
  [down, across]: readonly [down: number, across: number],
): VerifyPlace | null {
  const rows = groups.flatMap((group) => group.rows.map(({ cells }) => cells))
  const row = rows.findIndex((cells) => cells.some((cell) => cell !== null && isSame(from, cell)))
  if (row < 0) return rows.flat().find((cell) => cell !== null) ?? null
  const column = rows[row]!.findIndex((cell) => cell !== null && isSame(from, cell))
  for (let step = 1; ; step++) {
    const cells = rows[row + step * down]
    const next = column + step * across
    if (cells === undefined || next < 0 || next >= cells.length) return null
    const cell = cells[next] ?? null
    if (cell !== null) return cell
  }
}

/** j and k down and up a port, h and l across, Enter into the cell, Esc back out of it. */
export function useMatrixKeys(
  groups: readonly MatrixGroup[],
  current: VerifyPlace | null,
  show: string,
): void {
  const step = (down: number, across: number): void => {
    const next = stepFrom(groups, current, [down, across])
    if (next === null) return
    go(placeOf(next, show), { replace: current !== null && isWide() })
  }
  useKeys({
    j: () => step(1, 0),
    k: () => step(-1, 0),
    l: () => step(0, 1),
    h: () => step(0, -1),
    Enter: () => (current === null ? step(1, 0) : document.querySelector<HTMLElement>('.detail')?.focus()),
    ...(current === null ? {} : { Escape: () => go(placeOf(null, show), { replace: true }) }),
  })
}
