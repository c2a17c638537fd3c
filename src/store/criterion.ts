import type { CapturedMessage } from '../model/message.ts'
import type { MessageReader } from '../capture/message-reader.ts'
import type { Labels } from './labels.ts'
import { quoted } from './query-check.ts'

/** What conditions are looked up in. */
export interface CriterionSources {
  readonly reader: MessageReader
  readonly labels: Labels
}

/** One condition of a query: a test, and the words for it. */
export interface Criterion {
  /** The query's field, for lists: `to`, `header X-Campaign`. */
  readonly field: string
  /** In a sentence: `to "a@b.test"`. */
  readonly sentence: string
  /** At once where nothing has to be parsed or it has been before. */
  matches(message: CapturedMessage): boolean | Promise<boolean>
  /** What the message has in this place, in words. */
  found(message: CapturedMessage): string | Promise<string>
}

/** A few values, quoted. */
export function some(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => quoted(value))
  return values.length > 3 ? `${shown.join(', ')} and ${values.length - 3} more` : shown.join(', ') || 'none'
}
