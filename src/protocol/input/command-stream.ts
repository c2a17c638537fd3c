import type { BlockPool } from '../../base/buffer-list.ts'
import { HeldBytes } from '../../base/held-bytes.ts'
import { MessageScanner } from './message-scanner.ts'

/** One command line. */
export interface CommandLine {
  readonly kind: 'line'
  /** Without its end. */
  readonly text: string
  /** False: `text` is the bytes as Latin-1. */
  readonly isUtf8: boolean
  readonly lineEnd: 'crlf' | 'lf'
  /** With its end. */
  readonly sizeBytes: number
}

/** A piece of what the client sent. */
export type Input =
  | CommandLine
  /** A line passed the limit; its rest is thrown away. Once a line. */
  | { readonly kind: 'line-too-long' }
  /** A line that went on and on: nothing sensible will come. */
  | { readonly kind: 'line-endless' }
  /** So many octets of content have come, as was asked for. */
  | { readonly kind: 'content'; readonly octets: number }
  /** A message has come to its end, CRLF.CRLF. */
  | { readonly kind: 'message'; readonly scanner: MessageScanner }

const tooLong: Input = Object.freeze({ kind: 'line-too-long' })
const endless: Input = Object.freeze({ kind: 'line-endless' })

/** 16 KiB: RFC 4954 §4 asks for 12,288 octets in AUTH, commands need 512 (RFC 5321 §4.5.3.1.4). */
const lineLimitBytes = 16 * 1024
/** How much of an endless line is thrown away before the connection is. */
const skipLimitBytes = 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true })
const notAscii = /[\u0080-\u00ff]/
const LF = 0x0a
const CR = 0x0d
const noBytes = Buffer.alloc(0)

/**
 * Bytes of the client into command lines and messages, one at a time, as its reader asks for them. In DATA the scanner takes
 * whole chunks; no line is looked at one by one. It holds no more than one line, and knows no command.
 */
export class CommandStream {
  /** Whether there are bytes that were not looked at. */
  unread = false
  /** The message that is arriving, if one is. */
  scanner: MessageScanner | null = null
  /** Bytes that were not looked at: of the last chunk, so only until its reader returns. */
  #chunk: Buffer = noBytes
  #closed = false
  /** Null: no line has begun. */
  #partial: HeldBytes | null = null
  #skippedBytes = 0
  /** Octets of content that came, counted where somebody asks. */
  #contentBytes = 0
  #tellAt: number | null = null

  /** The next bytes, when all before were looked at. */
  give(chunk: Buffer): void {
    this.#chunk = chunk
    this.unread = chunk.length > 0 && !this.#closed
  }

  /** What came with the line that was read last, so far as it is there. */
  get following(): Buffer {
    return this.#chunk
  }

  /** Bytes that were not looked at, handed out once: they may be left when the reader stops, or the stream was closed. */
  takeRest(): Buffer {
    const rest = this.#chunk
    this.#chunk = noBytes
    this.unread = false
    return rest
  }

  /** Switches to message content. */
  expectMessage(limitBytes: number, pool: BlockPool): void {
    this.scanner = new MessageScanner(limitBytes, pool)
    this.#contentBytes = 0
    this.#tellAt = null
  }

  /** Stops when so many octets of content have come; null: not any more. */
  stopContentAt(octets: number | null): void {
    this.#tellAt = octets
  }

  /** Nothing that comes, or has come and was not looked at yet, will be read. */
  close(): void {
    this.#closed = true
    this.unread = false
    this.#partial = null
    this.scanner = null
  }

  /** What comes next; null: more bytes are needed for it. */
  next(): Input | null {
    while (this.unread) {
      const input = this.scanner === null ? this.#readLine() : this.#readContent(this.scanner)
      if (input !== null) return input
    }
    return null
  }

  #advance(rest: Buffer): void {
    this.#chunk = rest
    this.unread = rest.length > 0
  }

  #readContent(scanner: MessageScanner): Input | null {
    const chunk = this.#chunk
    const piece = this.#tellAt === null ? chunk : chunk.subarray(0, this.#tellAt - this.#contentBytes)
    const rest = scanner.push(piece)
    if (rest !== null) {
      this.scanner = null
      this.#chunk = piece === chunk ? rest : chunk.subarray(piece.length - rest.length)
      this.unread = this.#chunk.length > 0
      return { kind: 'message', scanner }
    }
    this.#contentBytes += piece.length
    this.#advance(chunk.subarray(piece.length))
    return this.#contentBytes === this.#tellAt ? { kind: 'content', octets: this.#contentBytes } : null
  }

  #readLine(): Input | null {
    const chunk = this.#chunk
    const at = chunk.indexOf(LF)
    if (this.#skippedBytes > 0) return this.#skip(chunk, at)
    const held = this.#partial
    if ((held?.length ?? 0) + (at < 0 ? chunk.length : at) > lineLimitBytes) {
      this.#partial = null
      this.#skippedBytes = 1
      return tooLong
    }
    if (at < 0) {
      // A copy: a slice of a few bytes would keep the whole segment in memory.
      this.#partial ??= new HeldBytes()
      this.#partial.add(chunk)
      this.#advance(noBytes)
      return null
    }
    this.#partial = null
    held?.add(chunk.subarray(0, at + 1))
    const line = held === null ? chunk : held.bytes
    const end = held === null ? at : line.length - 1
    const crlf = end > 0 && line[end - 1] === CR
    const latin1 = line.toString('latin1', 0, crlf ? end - 1 : end)
    const text = notAscii.test(latin1) ? utf8Text(latin1) : latin1
    this.#advance(chunk.subarray(at + 1))
    return {
      kind: 'line',
      text: text ?? latin1,
      isUtf8: text !== null,
      lineEnd: crlf ? 'crlf' : 'lf',
      sizeBytes: end + 1,
    }
  }

  #skip(chunk: Buffer, at: number): Input | null {
    if (at >= 0) {
      this.#skippedBytes = 0
      this.#advance(chunk.subarray(at + 1))
      return null
    }
    this.#skippedBytes += chunk.length
    this.#advance(noBytes)
    return this.#skippedBytes > skipLimitBytes ? endless : null
  }
}

function utf8Text(latin1: string): string | null {
  try {
    return utf8.decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return null // not UTF-8: the reader refuses the line by name
  }
}
