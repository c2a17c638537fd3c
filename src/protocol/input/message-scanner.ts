import { type BlockPool, BlockWriter, type BufferList } from '../../base/buffer-list.ts'
import { byteScanner, pageBytes, signs, terminator } from './byte-scanner.ts'
import { LineScan, type LineSigns } from './line-scan.ts'

/** Where the byte before the next one left us. Only after CRLF, or at the very start, does a dot mean anything. */
type Place = 'in-line' | 'after-cr' | 'line-start' | 'after-dot' | 'after-dot-cr'

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e
const stuffedLine = Buffer.from('\r\n.')
const oneCr = Buffer.from('\r')

/** Content as a scanner has read it. */
export interface ScannedContent {
  /** What was kept, maybe views of the last chunk. */
  readonly content: BufferList
  /** What its lines showed as they came; null: that has to be looked for. Of wire and content alike: a stuffed dot changes none of it. */
  readonly signs: LineSigns | null
}

/**
 * Reads message content after DATA: finds its end, takes the stuffed dots out (RFC 5321 §4.5.2), keeps the rest
 * byte for byte. CRLF alone ends a line here: a dot after a bare LF or CR is content, so no sequence but
 * `CRLF . CRLF` ends the message, however the network cuts it (CVE-2023-51764 to 51766).
 *
 * Chunks are searched by Buffer.indexOf and never line by line. They may change as soon as they were pushed and, after
 * the last one, the content taken.
 */
export class MessageScanner {
  readonly #limitBytes: number
  #place: Place = 'line-start'
  #ended = false
  #sizeBytes = 0
  #keptBytes = 0
  readonly #kept: BlockWriter
  readonly #bytes = byteScanner()
  readonly #lines = new LineScan()

  /** @param limitBytes - No more content than this is kept; the first bytes are. */
  constructor(limitBytes: number, pool: BlockPool) {
    this.#limitBytes = limitBytes
    this.#kept = new BlockWriter(pool)
  }

  /** Whether the terminator has come. */
  get ended(): boolean {
    return this.#ended
  }

  /** Octets of content so far, unstuffed, without the terminator; also those beyond the limit. */
  get sizeBytes(): number {
    return this.#sizeBytes
  }

  get oversized(): boolean {
    return this.#sizeBytes > this.#limitBytes
  }

  /**
   * Takes the next bytes of the stream.
   * @returns The bytes after the terminator (maybe none) once it has come; null before.
   */
  push(chunk: Buffer): Buffer | null {
    if (this.#ended) return chunk
    for (let at = 0; at < chunk.length; at += pageBytes) {
      const piece = chunk.subarray(at, at + pageBytes)
      const rest = this.#push(piece)
      if (rest !== null) return chunk.subarray(at + piece.length - rest.length)
    }
    return null
  }

  #push(chunk: Buffer): Buffer | null {
    let pos = 0
    while (pos < chunk.length && this.#place !== 'in-line' && !this.#ended) pos = this.#step(chunk, pos)
    if (this.#ended || pos === chunk.length) this.#lines.add(chunk, pos)
    else pos = this.#scan(chunk, pos)
    if (!this.#ended) this.#kept.settle()
    return this.#ended ? chunk.subarray(pos) : null
  }

  /** What has come, once: the scanner lets go of it. */
  take(): ScannedContent {
    this.#keptBytes = 0
    return { content: this.#kept.take(), signs: this.#lines.result }
  }

  /** One byte, where the bytes before it matter. Returns the position after it. */
  #step(chunk: Buffer, pos: number): number {
    const byte = chunk[pos]
    switch (this.#place) {
      case 'line-start':
        if (byte === DOT) {
          this.#place = 'after-dot'
          return pos + 1
        }
        this.#place = 'in-line'
        return pos
      case 'after-dot':
        if (byte === CR) {
          this.#place = 'after-dot-cr'
          return pos + 1
        }
        // A stuffed dot. What follows is content, a second dot too.
        this.#place = 'in-line'
        return pos
      case 'after-dot-cr':
        if (byte === LF) {
          this.#ended = true
          return pos + 1
        }
        this.#keep(oneCr, 0, 1)
        this.#place = 'after-cr'
        return pos
      case 'after-cr':
        if (byte === LF) {
          this.#place = 'line-start'
          this.#keep(chunk, pos, pos + 1)
          return pos + 1
        }
        break
      case 'in-line':
        break
    }
    this.#place = byte === CR ? 'after-cr' : 'in-line'
    this.#keep(chunk, pos, pos + 1)
    return pos + 1
  }

  /** The rest of a chunk, from inside a line. Returns the position after the terminator, or the chunk's length. */
  #scan(chunk: Buffer, start: number): number {
    const seen = this.#lines.scan(chunk, chunk.length)
    const dotted = (seen & signs.dotted) === 0 ? -1 : chunk.indexOf(stuffedLine, start)
    if (dotted === -1) {
      this.#lines.add(chunk, chunk.length, seen)
      this.#keep(chunk, start, chunk.length)
      this.#place = placeAfter(chunk, start)
      return chunk.length
    }
    const found = this.#bytes.find(chunk, dotted)
    // Content goes up to and with the CRLF in front of the final dot.
    let end = found === -1 ? chunk.length : found + 2
    if (found === -1) {
      this.#lines.add(chunk, end, seen)
      this.#place = placeAfter(chunk, start)
      if (this.#place === 'after-dot-cr') end--
    } else {
      // What follows the end of the message is not its; the terminator itself shows nothing.
      this.#lines.add(chunk, end, found + terminator.length === chunk.length ? seen : undefined)
      this.#ended = true
    }
    if (found === dotted) {
      this.#keep(chunk, start, end)
    } else {
      const content = this.#bytes.unstuffed(chunk, start, end)
      this.#keep(content, 0, content.length)
    }
    return found === -1 ? chunk.length : found + terminator.length
  }

  #keep(source: Buffer, from: number, to: number): void {
    const room = this.#limitBytes - this.#keptBytes
    this.#sizeBytes += to - from
    const length = Math.min(to - from, room)
    if (length <= 0) return
    this.#keptBytes += length
    this.#kept.add(source, from, from + length)
  }
}

/** The place after the last byte of a chunk that was entered inside a line at `start`. */
function placeAfter(chunk: Buffer, start: number): Place {
  const tail = chunk.toString('latin1', Math.max(start, chunk.length - 4))
  if (tail.endsWith('\r\n.\r')) return 'after-dot-cr'
  if (tail.endsWith('\r\n.')) return 'after-dot'
  if (tail.endsWith('\r\n')) return 'line-start'
  return tail.endsWith('\r') ? 'after-cr' : 'in-line'
}
