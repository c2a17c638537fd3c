/** What waits for the readers of all streams of a server, in bytes: one sum, one limit. */
export class WaitingBytes {
  readonly #limitBytes: number
  #bytes = 0

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get isOver(): boolean {
    return this.#bytes > this.#limitBytes
  }

  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= this.#limitBytes
  }

  /** More, or fewer where negative. */
  change(bytes: number): void {
    this.#bytes += bytes
  }
}
