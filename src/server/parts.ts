import type { Garbage } from '../base/garbage.ts'
import type { Clock, Ids } from '../base/passed-in.ts'
import type { MessageParser } from '../capture/create-parser.ts'
import type { MessageReader } from '../capture/message-reader.ts'
import type { PendingReviews } from '../diagnosis/reviews.ts'
import type { Verdicts } from '../diagnosis/verdicts.ts'
import type { FaultNames } from '../faults/check-fault.ts'
import type { Faults } from '../faults/faults.ts'
import type { SmtpEngine } from '../net/engine.ts'
import type { VerifyRun } from '../model/verify-run.ts'
import type { Store } from '../store/store.ts'
import type { WaitIndex } from '../store/wait-index.ts'
import type { LoadedTls } from '../tls/load-tls.ts'
import type { Bound } from './bind.ts'
import type { EndedSessions } from './ended-sessions.ts'
import type { Events } from './events.ts'
import type { FindingSource } from './findings/source.ts'
import type { Inboxes } from './inboxes.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { ReadingThreads } from './reading-threads.ts'
import type { Scenarios } from './scenarios.ts'

/** What the wiring has joined, for those who make a face of it: the handle, the page. */
export interface ServerParts {
  readonly options: ResolvedOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly events: Events
  readonly parser: MessageParser
  readonly threads: ReadingThreads
  /** Buffers that were read out of the store, and those of HTTP. */
  readonly garbage: Garbage
  readonly reader: MessageReader
  readonly store: Store
  readonly waits: WaitIndex
  readonly inboxes: Inboxes
  readonly verdicts: Verdicts
  readonly reviews: PendingReviews
  readonly ended: EndedSessions
  readonly engine: SmtpEngine
  readonly faults: Faults
  /** What those that are set may name. */
  readonly faultNames: FaultNames
  readonly scenarios: Scenarios
  readonly findings: FindingSource
  /** Where the page explains findings; undefined: there is no page, or it does not run yet. */
  readonly docs: () => string | undefined
  readonly bound: Bound
  /** null: no listener has TLS. */
  readonly tls: LoadedTls | null
  /** What this server is for, where it is one of `fourport verify`; null: it is none. */
  readonly verifyRun: VerifyRun | null
  /** Whether the process stays for the sake of this server. */
  readonly holdsProcess: boolean
}
