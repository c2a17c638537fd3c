import type { InFlight } from '../shared.ts'
import type { MessageScanner } from './message-scanner.ts'

/** Past this multiple of SIZE the rest of a message is no longer waited for. */
const dropAtTimesSize = 2

/** What one connection holds of a message that is arriving, counted into the sum of all. */
export class Intake {
  readonly #inFlight: InFlight
  readonly #sizeLimitBytes: number
  readonly #inFlightLimitBytes: number
  #heldBytes = 0

  constructor(
    inFlight: InFlight,
    limits: { readonly sizeLimitBytes: number; readonly inFlightLimitBytes: number },
  ) {
    this.#inFlight = inFlight
    this.#sizeLimitBytes = limits.sizeLimitBytes
    this.#inFlightLimitBytes = limits.inFlightLimitBytes
  }

  /** Whether one more message may begin. */
  get full(): boolean {
    return this.#inFlight.bytes >= this.#inFlightLimitBytes
  }

  /** Counts what has come; why the message must be broken off, or null. */
  watch(scanner: MessageScanner): 'too-many-bytes' | 'too-large' | null {
    this.hold(Math.min(scanner.sizeBytes, this.#sizeLimitBytes))
    if (this.#inFlight.bytes > this.#inFlightLimitBytes) return 'too-many-bytes'
    return scanner.sizeBytes > this.#sizeLimitBytes * dropAtTimesSize ? 'too-large' : null
  }

  /** So much of the message is held. */
  hold(bytes: number): void {
    this.#inFlight.bytes += bytes - this.#heldBytes
    this.#heldBytes = bytes
  }

  /** The message is in, or gone. */
  release(): void {
    this.hold(0)
  }
}
