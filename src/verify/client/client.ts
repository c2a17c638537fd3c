import type { VerifyEnd } from '../../model/verify.ts'
import type { VerifyTarget } from './target.ts'

/** What is verified: something that sends one message when it is told to. */
export interface Client {
  /** How a report calls it. */
  readonly name: string
  readonly kind: 'command' | 'function' | 'unseen'
  /** It trusts a CA that was there before the run: nobody tells it that of the run. */
  readonly trustsAlready: boolean
  /**
   * Sends to one target, and is over when it has ended or its time is.
   * @throws FourportError COMMAND_UNRUNNABLE; the reason of `signal`, when that is aborted
   */
  send(target: VerifyTarget, time: ClientTime): Promise<ClientRun>
  /** Ends whatever is still running. */
  close(): Promise<void>
  /** What it left outside of the processes that can be ended, in sentences. Asked once all runs are over. */
  left?(): Promise<readonly string[]>
}

export interface ClientTime {
  /** Aborted when its time is up. */
  readonly isUp: AbortSignal
  /** Nobody wants to know any more. */
  readonly signal: AbortSignal
  /** Resolves at its first connection. */
  readonly came: Promise<void>
  /** Resolves when the message of this run was taken, or refused and its client gone. */
  readonly seen: Promise<void>
}

export interface ClientRun {
  /** It ended by itself, as one does whose mail was accepted: with exit code 0, or by returning. */
  readonly reportsSuccess: boolean
  /** Whether something that it started still runs. */
  readonly goesOn: () => boolean
  /** Ends what it left behind, when the server has seen the last of it; then it is known how it ended. null: nobody saw that. */
  readonly leave: () => Promise<VerifyEnd | null>
}

/** Of a client whose end nobody sees. */
export const unseenRun: ClientRun = { reportsSuccess: false, goesOn: () => false, leave: async () => null }
