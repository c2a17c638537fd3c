import type { TlsFacts } from '../model/tls-facts.ts'
import type { RefusalCount } from './refusal-count.ts'
import type { SessionRecorder } from './session-recorder.ts'
import type { ListenerShared } from './shared.ts'

/** What a conversation needs of the session around it. */
export interface Surroundings {
  readonly listener: ListenerShared
  readonly recorder: SessionRecorder
  readonly refusals: RefusalCount
  readonly remote: { readonly host: string; readonly port: number }
  readonly tls: TlsFacts | null
  /** STARTTLS was accepted, its reply is out; `behind` came in plaintext behind it. */
  startTls(behind: Buffer): void
  /** Nothing more will be said: end our side. */
  hangUp(): void
  /** A message is in; a stop that waited for it may go on. */
  messageDone(): void
  /** Does what a late answer brings about, as if its bytes had come now. */
  resume(action: () => void): void
  /** Nobody is there to hear a reply. */
  readonly gone: boolean
  /** Ends what has gone on for too long. */
  sweep(nowMs: number): void
}
