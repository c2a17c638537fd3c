import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import type { ListenerShared } from '../protocol/shared.ts'
import type { TlsOver } from '../protocol/stage.ts'
import { TlsRecordRun } from '../protocol/tls-records/record-run.ts'

export interface TlsFrontParts {
  /** TLS is over, and the connection is not. Called once, before the others. */
  readonly over: (why: TlsOver) => void
  /** What the client sends without TLS. */
  readonly unencrypted: (chunk: Buffer) => void
  /** The client has ended its side, after TLS was over. */
  readonly ended: () => void
}

/**
 * What TLS has in place of the socket where its client may go on without: it gets the records that come, and the socket
 * outlives it. The owner of the socket reads it, and gives on what comes.
 */
export class TlsFront extends Duplex {
  readonly #raw: Socket
  readonly #parts: TlsFrontParts
  readonly #run = new TlsRecordRun()
  /** What came after the last record, while TLS is not over. */
  readonly #rest: Buffer[] = []
  /** Something has come that is no record. */
  #left = false
  #ended = false
  #over = false

  constructor(raw: Socket, parts: TlsFrontParts) {
    super()
    this.#raw = raw
    this.#parts = parts
  }

  /** What the socket has read. */
  give(chunk: Buffer): void {
    // TLS may read what these bytes are, and write over them, before this returns.
    const bytes = this.#left ? chunk : Buffer.from(chunk)
    const records = this.#left ? 0 : this.#run.take(bytes)
    if (records > 0 && !this.#over && !this.push(bytes.subarray(0, records))) this.#raw.pause()
    if (records === bytes.length) return
    const unencrypted = bytes.subarray(records)
    if (this.#over) {
      this.#left = true
      this.#parts.unencrypted(unencrypted)
      return
    }
    this.#rest.push(Buffer.from(unencrypted))
    // An alert that came before is read first: what TLS makes of it comes before what the client says now.
    if (!this.#left) this.push(null)
    this.#left = true
  }

  /** The client has ended its side. */
  readonly giveEnd = (): void => {
    this.#ended = true
    if (this.#over) this.#parts.ended()
    else if (!this.#left) this.push(null)
  }

  /** TLS has ended or failed. */
  readonly tlsOver = (): void => {
    if (this.#over) return
    this.#over = true
    this.#parts.over(this.#left ? 'not-tls' : 'client-closed')
    this.#raw.resume()
    for (const bytes of this.#rest.splice(0)) this.#parts.unencrypted(bytes)
    if (this.#ended) this.#parts.ended()
  }

  /** The connection ends: nobody is asked to end TLS first. */
  abandon(): void {
    this.#over = true
  }

  override _read(): void {
    this.#raw.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.#raw.writable || this.#raw.write(chunk)) done()
    else this.#raw.once('drain', done)
  }
}

/**
 * Whether the octets are looked through that come unencrypted when TLS is over. Only a client that is verified has a password
 * to look for, and what it does after TLS it does at a healthy server too: elsewhere TLS has the socket to itself, which
 * takes less time.
 */
export function watchesAfterTls({ password, scenario }: ListenerShared): boolean {
  return password !== null && scenario?.group === 'control'
}
