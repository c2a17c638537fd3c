import type { MessageScanner } from './input/message-scanner.ts'
import { replies } from './replies/replies.ts'
import type { LastReply } from './replies/reply.ts'
import type { SmtpSettings } from './settings.ts'
import type { InFlight } from '../base/in-flight.ts'
import type { ListenerShared } from './shared.ts'

/** Past this multiple of SIZE the rest of a message is no longer waited for. */
const dropAtTimesSize = 2

/** What one connection holds of a message that is arriving, counted into the sum of all. */
export class InFlightQuota {
  readonly #inFlight: InFlight
  readonly #settings: SmtpSettings
  /** So much of it is held. */
  heldBytes = 0

  constructor({ inFlight, settings }: ListenerShared) {
    this.#inFlight = inFlight
    this.#settings = settings
  }

  /** Whether one more message has to wait. */
  get full(): boolean {
    return this.#inFlight.bytes >= this.#settings.inFlightLimitBytes
  }

  /** Counts what has come; the reply that breaks it off, or null. */
  watch({ sizeBytes }: MessageScanner): LastReply | null {
    const { sizeLimitBytes, inFlightLimitBytes } = this.#settings
    this.hold(Math.min(sizeBytes, sizeLimitBytes))
    if (this.#inFlight.bytes > inFlightLimitBytes) return replies.inFlightBroken
    return sizeBytes > sizeLimitBytes * dropAtTimesSize ? replies.sizeExceeded : null
  }

  /** So much of the message is held. */
  hold(bytes: number): void {
    this.#inFlight.bytes += bytes - this.heldBytes
    this.heldBytes = bytes
  }

  /** The message is in, or gone. */
  release(): void {
    this.hold(0)
  }
}
