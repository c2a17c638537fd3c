import { HeldBytes } from '../../base/held-bytes.ts'
import { opensTls } from './first-bytes.ts'

const recordHeaderBytes = 5
const noBytes = Buffer.alloc(0)

/** Takes whole TLS records out of what a client sends unencrypted. */
export class RecordSieve {
  readonly #onRecord: (tlsRecord: Buffer) => void
  /** A record that has not come whole. */
  readonly #held = new HeldBytes()

  constructor(onRecord: (tlsRecord: Buffer) => void) {
    this.#onRecord = onRecord
  }

  /** Reports each record; answers what comes after them, which is none. */
  take(chunk: Buffer): Buffer {
    let bytes = chunk
    if (this.#held.length > 0) {
      this.#held.add(chunk)
      bytes = this.#held.bytes
    }
    while (opensTls(bytes)) {
      const sizeBytes =
        bytes.length < recordHeaderBytes ? Infinity : recordHeaderBytes + bytes.readUInt16BE(3)
      if (bytes.length < sizeBytes) {
        this.#hold(bytes)
        return noBytes
      }
      this.#onRecord(bytes.subarray(0, sizeBytes))
      bytes = bytes.subarray(sizeBytes)
    }
    this.#held.clear()
    return bytes
  }

  /** What is left, of what was held or of a chunk that is somebody else's memory when this returns. */
  #hold(left: Buffer): void {
    if (this.#held.length === 0) this.#held.add(left)
    else this.#held.take(this.#held.length - left.length)
  }
}
