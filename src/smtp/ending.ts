import type { Socket } from 'node:net'
import type { SessionRecorder } from './session-recorder.ts'

/** How long a peer may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300

/** The end of a connection from our side: politely, or cut; and how long the peer may take for its own. */
export class Ending {
  #lingerUntilMs: number | null = null
  #stopping = false
  #cutting = false

  /** Elapsed milliseconds; null: our side is open. */
  get lingerUntilMs(): number | null {
    return this.#lingerUntilMs
  }

  /** Whether the server is about to stop. */
  get stopping(): boolean {
    return this.#stopping
  }

  /** From now on nobody gets long to close. */
  hurry(nowMs: number): void {
    this.#stopping = true
    if (this.#lingerUntilMs !== null) this.#linger(nowMs)
  }

  /** The end, when it comes, will not wait for the peer. */
  cut(): void {
    this.#cutting = true
  }

  /** Ends our side, once. What the peer still sends is read and dropped, so that its FIN is seen. */
  end(socket: Socket, recorder: SessionRecorder, nowMs: number): void {
    if (this.#lingerUntilMs !== null) return
    this.#linger(nowMs)
    recorder.close('server', this.#cutting ? 'destroyed' : 'fin')
    if (this.#cutting) {
      socket.pause()
      socket.destroySoon()
    } else {
      socket.end()
      socket.resume()
    }
  }

  #linger(nowMs: number): void {
    const untilMs = nowMs + (this.#stopping ? lingerAtStopMs : lingerMs)
    this.#lingerUntilMs = Math.min(this.#lingerUntilMs ?? Infinity, untilMs)
  }
}
