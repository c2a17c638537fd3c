import { type Eventual, heldForLater } from '../base/eventual.ts'
import { systemCode } from '../base/errors.ts'

/** A message that leaves the store while a reader looks at it matches nothing. */
export function falseIfGone(error: unknown): false {
  if (systemCode(error) === 'MESSAGE_GONE') return false
  throw error
}

/** The same of an answer that may come later, and may be waited for by nobody. */
export function falseWhereGone(matches: Eventual<boolean>): Eventual<boolean> {
  if (!(matches instanceof Promise)) return matches
  return heldForLater(matches.catch(falseIfGone))
}
