import type { FindingId } from '../../../src/diagnosis/catalogue.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'

/** A session, and what there is to say of it. */
export interface Case {
  readonly says: string
  readonly record: SessionRecord
  /** What stopped the session, and what is said beside it. */
  readonly expected: readonly FindingId[]
}
