import type { Eventual } from '../../../base/eventual.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import type { HttpContext } from '../../context.ts'
import type { Labels } from './labels.ts'

/** Whether a message matches. At once where nothing has to be parsed. */
export type SearchTest = (message: CapturedMessage) => Eventual<boolean>

export interface SearchParts {
  readonly context: HttpContext
  readonly labels: Labels
  /** IANA name, for dates that name no zone; the server's own where it is none. */
  readonly timeZone: string | undefined
}
