import type { CapturedMessage } from '../../../model/message.ts'
import type { HttpContext } from '../../context.ts'
import type { Labels } from './labels.ts'

/** Whether a message matches. At once where nothing has to be parsed. */
export type SearchTest = (message: CapturedMessage) => boolean | Promise<boolean>

export interface SearchParts {
  readonly context: HttpContext
  readonly labels: Labels
  /** IANA name, for dates that name no zone; the server's own where it is none. */
  readonly timeZone: string | undefined
}

/** Goes on at once where the value is there: a promise for each of many messages is most of a search's time. */
export function whenKnown<Value>(
  value: Value | Promise<Value>,
  test: (value: Value) => boolean | Promise<boolean>,
): boolean | Promise<boolean> {
  return value instanceof Promise ? value.then(test) : test(value)
}
