import type { TlsFacts } from '../model/tls-facts.ts'
import type { LastReply } from './replies/reply.ts'

/** What a stage waits for, and until when. */
export interface Due {
  readonly what: 'answer' | 'delay' | 'handshake' | 'greeting' | 'hint'
  /** Elapsed milliseconds. */
  readonly atMs: number
}

/** Why TLS is over where the connection is not: the client sent bytes that are no TLS record, or ended TLS or its side. */
export type TlsOver = 'not-tls' | 'client-closed'

/**
 * Who has the bytes of a connection: an opening, a handshake, a conversation, a wait. Each call answers with the stage that
 * comes next, which is mostly the same one. A stage knows how it goes on, and never which one came before it.
 */
export interface Stage {
  /** What it waits for; null: the limits of every session alone hold. */
  readonly due: Due | null
  /** Whether a message is arriving, or being kept. */
  readonly busy?: boolean
  /** The chunk is the stage's only until this returns. */
  bytes(chunk: Buffer): Stage
  /** What it waited for is due. */
  time(): Stage
  /** The client will send no more, or is gone. Called once at least. */
  ended(): void
  /** After a wait in which no bytes came: what was said goes out. */
  settle?(): Stage
  /** A last reply to the client, and the end. A stage without it has no client that reads replies. */
  finish?(reply: LastReply): void
  /** The handshake has succeeded. */
  secured?(facts: TlsFacts): Stage
  /** TLS has failed, in the handshake or later; `code` as Node gives it. */
  tlsBroken?(code: string): void
  /** TLS is over, and the connection is not, until its end comes: what comes now is unencrypted. */
  tlsOver?(why: TlsOver): Stage
}

/** Nothing of what comes is looked at. */
export const nobody: Stage = {
  due: null,
  bytes: () => nobody,
  time: () => nobody,
  ended: () => undefined,
}
