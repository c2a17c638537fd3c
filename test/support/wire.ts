import { connect, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls'
import type { BoundPort } from '../../src/model/port-profile.ts'

/** How the client cuts what it sends: a whole block, a line, or a byte to a segment. */
export type Cut = 'at-once' | 'by-line' | 'by-byte'

const deadlineMs = 10_000

/** A client that writes octets and reads replies, and has no opinion of either. */
export class Wire {
  socket: Socket
  readonly #raw: Socket
  #received = ''
  #ended = false
  #error: Error | null = null
  #wake: (() => void) | null = null

  private constructor(socket: Socket) {
    this.socket = socket
    this.#raw = socket
    this.#listen(socket)
  }

  /** Connects in clear. */
  static async open(port: Pick<BoundPort, 'host' | 'port'>): Promise<Wire> {
    const socket = connect({ host: port.host, port: port.port, noDelay: true })
    const wire = new Wire(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return wire
  }

  /** Connects with TLS from the first byte. */
  static async openTls(
    port: Pick<BoundPort, 'host' | 'port'>,
    options: ConnectionOptions = {},
  ): Promise<Wire> {
    const wire = await Wire.open(port)
    await wire.startTls(options)
    return wire
  }

  /** Everything received since the last read. */
  get pending(): string {
    return this.#received
  }

  /** Whether the server has ended its side, or the connection broke. */
  get ended(): boolean {
    return this.#ended
  }

  get error(): Error | null {
    return this.#error
  }

  /** Starts TLS on this connection; what the certificate says is not looked at unless asked for. */
  async startTls(options: ConnectionOptions = {}): Promise<void> {
    const raw = this.socket
    raw.removeAllListeners('data')
    raw.removeAllListeners('end')
    const socket: TLSSocket = connectTls({
      socket: raw,
      servername: 'localhost',
      rejectUnauthorized: false,
      ...options,
    })
    this.socket = socket
    this.#listen(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('closed in the handshake')))
    })
  }

  write(octets: string | Buffer): void {
    this.socket.write(octets)
  }

  /** Writes past TLS, into the raw stream. */
  writeRaw(octets: Buffer): void {
    this.#raw.write(octets)
  }

  /** Writes in segments: each one is on its way before the next is written. */
  async writeCut(octets: string | Buffer, cut: Cut): Promise<void> {
    const bytes = Buffer.from(octets as string)
    for (const piece of pieces(bytes, cut)) {
      if (this.#ended || this.socket.destroyed) return
      await new Promise<void>((resolve) => {
        this.socket.write(piece, () => setImmediate(resolve))
      })
    }
  }

  /** The next whole reply, its lines with CRLF between them. */
  async reply(): Promise<string> {
    const end = await this.#until(
      () => /^(?:\d{3}-[^\n]*\r\n)*\d{3}(?: [^\n]*)?\r\n/.exec(this.#received)?.[0],
    )
    this.#received = this.#received.slice(end.length)
    return end.slice(0, -2)
  }

  /** The next `count` replies. */
  async replies(count: number): Promise<string[]> {
    const all: string[] = []
    while (all.length < count) all.push(await this.reply())
    return all
  }

  /** Waits for octets of any kind, a TLS record perhaps. */
  async anything(): Promise<void> {
    await this.#until(() => (this.#received === '' ? undefined : true))
  }

  /** Writes a line and reads its reply. */
  command(line: string): Promise<string> {
    this.write(`${line}\r\n`)
    return this.reply()
  }

  /** What comes until the server ends the connection. */
  async rest(): Promise<string> {
    await this.#until(() => (this.#ended ? true : undefined), true)
    const rest = this.#received
    this.#received = ''
    return rest
  }

  /** Ends the client's side. */
  end(): void {
    this.socket.end()
  }

  /** Gone without a word: RST where the system does so. */
  reset(): void {
    this.#raw.resetAndDestroy()
  }

  destroy(): void {
    this.socket.destroy()
  }

  #listen(socket: Socket): void {
    const wake = (): void => {
      const waiting = this.#wake
      this.#wake = null
      waiting?.()
    }
    socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1')
      wake()
    })
    socket.on('end', () => {
      this.#ended = true
      wake()
    })
    socket.on('close', () => {
      this.#ended = true
      wake()
    })
    socket.on('error', (error) => {
      this.#error = error
      this.#ended = true
      wake()
    })
  }

  async #until<Value>(look: () => Value | undefined, mayEnd = false): Promise<Value> {
    const until = Date.now() + deadlineMs
    for (;;) {
      const value = look()
      if (value !== undefined) return value
      if (this.#ended && !mayEnd) {
        throw new Error(`connection ended; received so far: ${JSON.stringify(this.#received)}`, {
          cause: this.#error,
        })
      }
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () =>
            reject(
              new Error(`nothing for ${deadlineMs} ms; received so far: ${JSON.stringify(this.#received)}`),
            ),
          until - Date.now(),
        )
        this.#wake = () => {
          clearTimeout(late)
          resolve()
        }
      })
    }
  }
}

/** The segments that octets are cut into. */
export function* pieces(bytes: Buffer, cut: Cut): Generator<Buffer> {
  if (cut === 'at-once') {
    yield bytes
    return
  }
  let start = 0
  for (let at = 0; at < bytes.length; at++) {
    if (cut === 'by-line' && bytes[at] !== 0x0a && at < bytes.length - 1) continue
    yield bytes.subarray(start, at + 1)
    start = at + 1
  }
}
