import type { FaultPace } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'

/** Why a message was not kept: the reply the client gets after its final dot. */
export interface CaptureRefusal {
  readonly code: number
  readonly enhanced: string
  readonly text: string
}

/** What became of a message. null: it is kept, its content taken over, and the client gets 250. */
export type Ack = CaptureRefusal | null

/** What a session is told of a message. `failed`: the store broke, and has said how where such things are reported. */
export type Answer = Ack | 'failed'

/** All that a session can have done: whoever has the socket carries it out, in order, before it returns. */
export interface Actions {
  /** Octets for the client. All replies of one turn come together (RFC 2920 §3.2). */
  write(octets: string): void
  /** What is written from here on goes out so slowly; null: at once, and what has waited with it. */
  pace(pace: FaultPace | null): void
  /** In how many milliseconds all that was written will be out, as far as that is for us to say. */
  readonly unsaidMs: number
  /** The client is not to be read until `resume`: more has come than may be looked at yet. */
  pause(): void
  resume(): void
  /** A handshake begins, with these bytes; from here on `bytes` are those that TLS carries. */
  startTls(first: Buffer): void
  /** What both ends of this TLS know and those of another do not, by the name of its type (RFC 5929, RFC 9266); null: this has none such. */
  channelBinding(type: string): Buffer | null
  /** Has a message kept. `later`: the session is told by `answered`. */
  deliver(message: NewMessage): Answer | 'later'
  /** Has a message given up, and removed where it was kept: its client was told 451. */
  withdraw(id: string): void
  /** `time` is to be called then, in so many milliseconds from now: at whatever else is due, a moment later will do. */
  wake(inMs: number): void
  /** `fin`: our side is over behind what was written, what the client still sends is read. `cut`: the connection goes at once. `rst`: by a reset, behind what was written. */
  close(how: 'fin' | 'cut' | 'rst'): void
}
