import { opensTls } from './first-bytes.ts'

const recordHeaderBytes = 5

/** Takes whole TLS records out of what a client says in clear. */
export class RecordSieve {
  readonly #onRecord: (tlsRecord: Buffer) => void
  readonly #onClear: (bytes: Buffer) => void
  #held: Buffer = Buffer.alloc(0)

  constructor(onRecord: (tlsRecord: Buffer) => void, onClear: (bytes: Buffer) => void) {
    this.#onRecord = onRecord
    this.#onClear = onClear
  }

  receive(chunk: Buffer): void {
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    while (opensTls(bytes)) {
      const sizeBytes =
        bytes.length < recordHeaderBytes ? Infinity : recordHeaderBytes + bytes.readUInt16BE(3)
      if (bytes.length < sizeBytes) break
      this.#onRecord(bytes.subarray(0, sizeBytes))
      bytes = bytes.subarray(sizeBytes)
    }
    // The chunk is somebody else's memory when this returns.
    this.#held = opensTls(bytes) ? Buffer.from(bytes) : Buffer.alloc(0)
    if (bytes.length > 0 && this.#held.length === 0) this.#onClear(bytes)
  }
}
