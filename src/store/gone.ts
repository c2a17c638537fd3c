import { type Eventual, heldForLater } from '../base/eventual.ts'
import { isGone } from '../capture/message-reader.ts'

/** What is answered in place of a message that leaves the store while a reader looks at it: it matches nothing. */
export function falseIfGone(error: unknown): false {
  if (isGone(error)) return false
  throw error
}

/** Whether a message matches, be it told at once, later, or to nobody. */
export function whereThere(matches: () => Eventual<boolean>): Eventual<boolean> {
  try {
    const answer = matches()
    return answer instanceof Promise ? heldForLater(answer.catch(falseIfGone)) : answer
  } catch (error) {
    return falseIfGone(error)
  }
}
