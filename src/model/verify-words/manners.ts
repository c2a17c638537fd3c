import type { VerifyCell, VerifyReport } from '../verify.ts'
import { type VerifyManner, verifyMannerCodes } from '../verify-manners.ts'

/** Something of a client that most servers put up with, and where it was seen. */
export interface SeenManner {
  /** As it was seen first. */
  readonly manner: VerifyManner
  readonly cells: readonly VerifyCell[]
}

/** What standards forbid and most servers put up with, each once, worst first. */
export function mannersIn({ cells }: Pick<VerifyReport, 'cells'>): readonly SeenManner[] {
  return verifyMannerCodes.flatMap((code) => {
    const seen = cells.flatMap((cell) => {
      const manner = cell.manners?.find((one) => one.code === code)
      return manner === undefined ? [] : [{ manner, cell }]
    })
    const [first] = seen
    return first === undefined ? [] : [{ manner: first.manner, cells: seen.map(({ cell }) => cell) }]
  })
}

/** What they are, above a list of them. */
export const mannersTitle = 'Manners: what standards forbid and most servers accept'
