const recordHeaderBytes = 5
/** RFC 8446 §5.1: change_cipher_spec (20) to application_data (23), and heartbeat (24) of RFC 6520. */
const firstType = 20
const lastType = 24

/** Follows TLS records as they come, to see where a client stops to send any: from there on it speaks without TLS. */
export class TlsRecordRun {
  /** Bytes of the record's header that have come. */
  readonly #header = Buffer.alloc(recordHeaderBytes)
  #headerBytes = 0
  /** What has not come yet of the record's content. */
  #leftBytes = 0

  /** How many of these bytes belong to records; all but what follows their end. */
  take(chunk: Buffer): number {
    let at = 0
    while (at < chunk.length) {
      if (this.#leftBytes > 0) {
        const taken = Math.min(this.#leftBytes, chunk.length - at)
        this.#leftBytes -= taken
        at += taken
        continue
      }
      const byte = chunk[at]!
      if (this.#headerBytes === 0 && (byte < firstType || byte > lastType)) return at
      this.#header[this.#headerBytes++] = byte
      at++
      if (this.#headerBytes < recordHeaderBytes) continue
      this.#headerBytes = 0
      this.#leftBytes = this.#header.readUInt16BE(3)
    }
    return at
  }
}
