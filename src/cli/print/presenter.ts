import type { Verdict } from '../../model/finding.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Listening } from '../../server/create-server.ts'
import type { Totals } from '../counter.ts'

/** How a run ended. */
export interface RunOutcome extends Totals {
  /** Lines that nobody read in time. */
  readonly droppedLines: number
  readonly exitCode: number
}

/** How `serve` tells what happens: for people, or for machines. */
export interface Presenter {
  ready(listening: Listening): void
  /** @param subject - decoded */
  message(message: CapturedMessage, subject: string): void
  session(session: SessionRecord, verdict: Verdict): void
  /** Which TLS library spoke, and its fingerprint; nothing of a session without a ClientHello. */
  tlsClient(session: SessionRecord, verdict: Verdict): void
  /** What was held back is shown: the sessions of a scan are shown as one. */
  flush(): void
  error(error: unknown): void
  stopping(signal: string): void
  stopped(outcome: RunOutcome): void
}
