/** RFC 8446 §5.1: a plaintext record holds no more. */
const maxRecordBytes = 16_384
/** Real ones stay under 4 KiB, post-quantum key shares included; a longer claim is hostile. */
const maxHelloBytes = 65_536
const headerBytes = 5
const recordTypeHandshake = 22
const handshakeTypeClientHello = 1
const lengthBytes = 4

/**
 * The body of a ClientHello, out of as many records as it takes (RFC 8446 §4.1.2 and §5.1). Each octet is looked at once,
 * however small the pieces are in which they come.
 */
export class HelloRecords {
  readonly #header: Buffer = Buffer.alloc(headerBytes)
  #headerHas = 0
  /** Octets of the record that are still to come; 0: its header is. */
  #left = 0
  readonly #fragments: Buffer[] = []
  #gathered = 0
  #needed = lengthBytes
  #recordVersion = 0

  /** That of the first record. */
  get recordVersion(): number {
    return this.#recordVersion
  }

  /**
   * @param chunk - What came next; it is copied
   * @returns `'incomplete'` while it may still become one; null where it is none or lies about its lengths
   */
  push(chunk: Buffer): Buffer | 'incomplete' | null {
    for (let at = 0; at < chunk.length;) {
      if (this.#left === 0) {
        if (!this.#headerTakes(chunk[at++]!)) return null
        continue
      }
      const piece = Buffer.from(chunk.subarray(at, at + this.#left))
      at += piece.length
      this.#left -= piece.length
      if (this.#gathered === 0 && piece[0] !== handshakeTypeClientHello) return null
      this.#fragments.push(piece)
      this.#gathered += piece.length
      const body = this.#body()
      if (body !== 'incomplete') return body
    }
    return 'incomplete'
  }

  /** False: no record of a handshake begins so. */
  #headerTakes(octet: number): boolean {
    const header = this.#header
    header[this.#headerHas++] = octet
    if (this.#headerHas === 1) return octet === recordTypeHandshake
    if (this.#headerHas === 2) return octet === 3
    if (this.#headerHas < headerBytes) return true
    this.#headerHas = 0
    if (this.#gathered === 0) this.#recordVersion = header.readUInt16BE(1)
    this.#left = header.readUInt16BE(3)
    return this.#left > 0 && this.#left <= maxRecordBytes
  }

  /** Joined twice at most: for the length, and once all of it is there. */
  #body(): Buffer | 'incomplete' | null {
    while (this.#gathered >= this.#needed) {
      const handshake = Buffer.concat(this.#fragments, this.#gathered)
      const helloLength = handshake.readUIntBE(1, 3)
      if (helloLength > maxHelloBytes) return null
      this.#needed = lengthBytes + helloLength
      if (this.#gathered >= this.#needed) return handshake.subarray(lengthBytes, this.#needed)
    }
    return 'incomplete'
  }
}
