import { opensTls } from './first-bytes.ts'

const recordHeaderBytes = 5
const noBytes = Buffer.alloc(0)

/** Takes whole TLS records out of what a client sends unencrypted. */
export class RecordSieve {
  readonly #onRecord: (tlsRecord: Buffer) => void
  /** A record that has not come whole. */
  #held: Buffer = noBytes

  constructor(onRecord: (tlsRecord: Buffer) => void) {
    this.#onRecord = onRecord
  }

  /** Reports each record; answers what comes after them, which is none. */
  take(chunk: Buffer): Buffer {
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    while (opensTls(bytes)) {
      const sizeBytes =
        bytes.length < recordHeaderBytes ? Infinity : recordHeaderBytes + bytes.readUInt16BE(3)
      if (bytes.length < sizeBytes) {
        // The chunk is somebody else's memory when this returns.
        this.#held = Buffer.from(bytes)
        return noBytes
      }
      this.#onRecord(bytes.subarray(0, sizeBytes))
      bytes = bytes.subarray(sizeBytes)
    }
    this.#held = noBytes
    return bytes
  }
}
