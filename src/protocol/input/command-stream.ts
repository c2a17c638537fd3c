import type { BlockPool } from '../../base/buffer-list.ts'
import { MessageScanner } from './message-scanner.ts'

/** Who is told what came. */
export interface CommandReader {
  /** One command line. `isUtf8` false: `text` is the bytes as Latin-1. */
  line(text: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void
  /** A line passed the limit; its rest is thrown away. Called once a line. */
  lineTooLong(): void
  /** A line that went on and on: nothing sensible will come. */
  lineEndless(): void
  /** So many octets of content have come, as was asked for. */
  contentCame(octets: number): void
}

/** 16 KiB: RFC 4954 §4 asks for 12,288 octets in AUTH, commands need 512 (RFC 5321 §4.5.3.1.4). */
const lineLimitBytes = 16 * 1024
/** How much of an endless line is thrown away before the connection is. */
const skipLimitBytes = 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })
const notAscii = /[\u0080-\u00ff]/
const LF = 0x0a
const CR = 0x0d

/**
 * Bytes of the client into command lines and messages. In DATA the scanner takes whole chunks; no line is
 * looked at one by one. Holds no more than one line.
 */
export class CommandStream {
  readonly #reader: CommandReader
  #closed = false
  /** What comes waits for the answer to what came before it. */
  #waiting = false
  #held: Buffer | null = null
  #partial: Buffer | null = null
  #skippedBytes = 0
  #scanner: MessageScanner | null = null
  #ended: MessageScanner | null = null
  /** Octets of content that came, counted where somebody asks. */
  #contentBytes = 0
  #tellAt: number | null = null

  constructor(reader: CommandReader) {
    this.#reader = reader
  }

  /** The message that is arriving, if one is. */
  get scanner(): MessageScanner | null {
    return this.#scanner
  }

  /** Switches to message content. */
  expectMessage(limitBytes: number, pool: BlockPool): void {
    this.#scanner = new MessageScanner(limitBytes, pool)
    this.#contentBytes = 0
    this.#tellAt = null
  }

  /** Tells when so many octets of content have come, and reads no further before; null: not any more. */
  tellContentAt(octets: number | null): void {
    this.#tellAt = octets
  }

  /** Nothing that comes, or has come and was not looked at yet, will be run. */
  close(): void {
    this.#closed = true
    this.#partial = null
    this.#held = null
    this.#scanner = null
  }

  /** Whether bytes wait here: the client need not be read. */
  get holds(): boolean {
    return this.#held !== null
  }

  /** What comes from here on is held, until it is let go. */
  wait(): void {
    this.#waiting = true
  }

  /** Nothing waits any more; what has waited is handed out, to be pushed again. */
  letGo(): Buffer | null {
    const held = this.#held
    this.#held = null
    this.#waiting = false
    return held
  }

  /** The message that has come to its end, CRLF.CRLF, handed out once: what is behind it is to be pushed again. */
  takeEnded(): MessageScanner | null {
    const ended = this.#ended
    this.#ended = null
    return ended
  }

  /** Answers the bytes that were left when a message ended, or the stream was closed from within; else null. */
  push(chunk: Buffer): Buffer | null {
    let rest: Buffer | null = chunk
    while (rest !== null && rest.length > 0 && !this.#closed && this.#ended === null) {
      if (this.#waiting) {
        this.#hold(rest)
        return null
      }
      rest = this.#scanner === null ? this.#takeLine(rest) : this.#takeContent(this.#scanner, rest)
    }
    return rest
  }

  #hold(chunk: Buffer): void {
    this.#held = this.#held === null ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk])
  }

  #takeContent(scanner: MessageScanner, chunk: Buffer): Buffer | null {
    const piece = this.#tellAt === null ? chunk : chunk.subarray(0, this.#tellAt - this.#contentBytes)
    const rest = scanner.push(piece)
    if (rest !== null) {
      this.#scanner = null
      this.#ended = scanner
      return piece === chunk ? rest : chunk.subarray(piece.length - rest.length)
    }
    this.#contentBytes += piece.length
    if (this.#contentBytes !== this.#tellAt) return null
    this.#reader.contentCame(this.#contentBytes)
    return chunk.subarray(piece.length)
  }

  #takeLine(chunk: Buffer): Buffer | null {
    const at = chunk.indexOf(LF)
    if (this.#skippedBytes > 0) return this.#skip(chunk, at)
    const held = this.#partial
    if ((held?.length ?? 0) + (at < 0 ? chunk.length : at) > lineLimitBytes) {
      this.#partial = null
      this.#skippedBytes = 1
      this.#reader.lineTooLong()
      return chunk
    }
    if (at < 0) {
      // A copy: a slice of a few bytes would keep the whole segment in memory.
      this.#partial = held === null ? Buffer.from(chunk) : Buffer.concat([held, chunk])
      return null
    }
    this.#partial = null
    const line = held === null ? chunk : Buffer.concat([held, chunk.subarray(0, at + 1)])
    const end = held === null ? at : line.length - 1
    const crlf = end > 0 && line[end - 1] === CR
    const latin1 = line.toString('latin1', 0, crlf ? end - 1 : end)
    const text = notAscii.test(latin1) ? utf8Text(latin1) : latin1
    this.#reader.line(text ?? latin1, text !== null, crlf ? 'crlf' : 'lf', end + 1)
    return chunk.subarray(at + 1)
  }

  #skip(chunk: Buffer, at: number): Buffer | null {
    if (at >= 0) {
      this.#skippedBytes = 0
      return chunk.subarray(at + 1)
    }
    this.#skippedBytes += chunk.length
    if (this.#skippedBytes > skipLimitBytes) this.#reader.lineEndless()
    return null
  }
}

function utf8Text(latin1: string): string | null {
  try {
    return utf8.decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return null // not UTF-8: the reader refuses the line by name
  }
}
