import type { Envelope, MessageOrigin } from '../../model/message.ts'

/** A message on its way into the file of a store, or out of it. */
export interface MovedMessage {
  /** null: one that follows from its bytes, so that what is imported twice is kept once. */
  readonly id: string | null
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  /** As far as it is known; the rest is what the header says. */
  readonly envelope: Partial<Envelope>
  readonly origin: MessageOrigin
  /** null: those that its recipients and its X-Tags name. */
  readonly tags: readonly string[] | null
  readonly isRead: boolean
  readonly raw: Buffer
}
