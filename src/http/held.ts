import type { ServerResponse } from 'node:http'
import type { InFlight } from '../base/in-flight.ts'
import type { Garbage } from '../base/garbage.ts'
import { ProblemError } from './problem.ts'

/** What all requests together may hold. */
export interface HttpRoom {
  readonly inFlight: InFlight
  /** Of mail and HTTP together. */
  readonly limitBytes: number
  /** The largest JSON body, or message in JSON: its text and its values lie in V8's heap. */
  readonly maxJsonBytes: number
  /** Buffers of requests and answers that are needed no longer. */
  readonly garbage: Garbage
}

/** As much as a connection costs anyway; errors and health checks are always answered. */
const freeBytes = 16 * 1024

/** A body is there as it came and as text, an answer as it was made, as a Response has it, and as it is written. */
const copies = 3

/** What one request, and then its answer, hold of the memory for all that is on its way. */
export class Held {
  readonly #room: HttpRoom
  #bytes = 0
  #over = false

  /** Until the answer is sent, or its client is gone. */
  constructor(room: HttpRoom, outgoing: ServerResponse) {
    this.#room = room
    outgoing.once('close', () => {
      room.garbage.left(copies * this.#bytes)
      this.hold(0)
      this.#over = true
    })
  }

  /** So much of a longer answer has been written, and is needed no longer. */
  passed(bytes: number): void {
    this.#room.garbage.left(copies * bytes)
  }

  /** So much is held now, in place of what was. Throws a 503 problem where there is no room for it. */
  hold(bytes: number): void {
    if (this.#over) return
    const { inFlight, limitBytes } = this.#room
    const more = bytes - this.#bytes
    if (more > 0 && bytes > freeBytes && inFlight.bytes + more > limitBytes) throw busy()
    inFlight.bytes += more
    this.#bytes = bytes
  }
}

const noRoom =
  'There is no room for this now: arriving mail, request bodies and unread answers use all of the memory for them (--in-flight-limit). Try again in a second.'

/** Says that a request is one too many now. Default: as there is no room for it. */
export function busy(detail: string = noRoom): ProblemError {
  return new ProblemError(503, 'BUSY', detail)
}
