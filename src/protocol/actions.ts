import type { FaultPace } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'

/** Why a message was not kept: the reply the client gets after its final dot. */
export interface CaptureRefusal {
  readonly code: number
  readonly enhanced: string
  readonly text: string
}

/** What became of a message. null: it is kept, the store owns its content, and the client gets 250. */
export type Ack = CaptureRefusal | null

/** The store's answer to a message. `failed`: the store broke, and the error was reported. */
export type Answer = Ack | 'failed'

/**
 * Everything that a session can have done. The owner of the socket carries it out, in the order of the calls, before it
 * returns. A session knows no other way to the outside.
 */
export interface Actions {
  /** Octets for the client. All replies to one segment come in one call (RFC 2920 §3.2). */
  write(octets: string): void
  /** What is written from here on is paced; null: it goes out at once, and what is still queued with it. */
  pace(pace: FaultPace | null): void
  /** In how many milliseconds the paced output will be written; 0: nothing is paced. */
  readonly unsaidMs: number
  /** Stops reading the client until `resume`. */
  pause(): void
  resume(): void
  /** A handshake begins with these bytes; from here on the session gets what TLS decrypts. */
  startTls(first: Buffer): void
  /** The channel binding of this TLS session, by the name of its type (RFC 5929, RFC 9266); null: it has none of that type. */
  channelBinding(type: string): Buffer | null
  /** Gives a message to the store. `later`: the answer comes by `answered`. */
  deliver(message: NewMessage): Answer | 'later'
  /** The message is not to be kept, and to be removed where it was: its client got 451. */
  withdraw(id: string): void
  /** Asks for a call of `time` in so many milliseconds. Only what has to be exact does: everything else waits for the next sweep. */
  wake(inMs: number): void
  /** `fin`: our side ends after what was written, and the client is still read. `cut`: the connection is destroyed. `rst`: it is reset after what was written. */
  close(how: 'fin' | 'cut' | 'rst'): void
}
