import { once } from 'node:events'
import type { Socket } from 'node:net'

/** What came next. */
export type Heard =
  | { readonly kind: 'reply'; readonly code: number; readonly lines: readonly string[] }
  /** Bytes that are no SMTP reply, as latin1. */
  | { readonly kind: 'other'; readonly text: string }
  /** What can still become a reply, and is none yet; it is kept for the next question unless it is too long. */
  | { readonly kind: 'incomplete'; readonly text: string; readonly why: 'slow' | 'closed' | 'too-long' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' }

export type HeardReply = Extract<Heard, { kind: 'reply' }>

/** More than this is no reply, whatever it looks like (RFC 5321 §4.5.3.1.5 has 512 octets a line). */
const maxOctets = 16 * 1024

/** Replies of a server, one at a time, and never waited for longer than asked. */
export class Wire {
  readonly socket: Socket
  #text = ''
  #isClosed = false
  #wake: () => void = () => {}

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', this.#keep)
    socket.on('close', this.#close)
    // What was wrong shows in that nothing more comes.
    socket.on('error', () => {})
  }

  readonly #keep = (chunk: Buffer): void => {
    this.#text += chunk.toString('latin1')
    if (this.#text.length > maxOctets) this.socket.pause()
    this.#wake()
  }
  readonly #close = (): void => {
    this.#isClosed = true
    this.#wake()
  }

  say(line: string): void {
    this.socket.write(`${line}\r\n`)
  }

  /** The next reply; a closed connection counts once all that came before it is read. */
  async reply(withinMs: number): Promise<Heard> {
    let isOver = false
    const timer = setTimeout(() => {
      isOver = true
      this.#wake()
    }, withinMs)
    try {
      for (;;) {
        const heard = this.#next() ?? (this.#isClosed || isOver ? this.#unfinished() : null)
        if (heard !== null) return heard
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** Gives the socket away, for a handshake: nothing of it is read here any more. */
  release(): Socket {
    this.socket.off('data', this.#keep)
    this.socket.off('close', this.#close)
    return this.socket
  }

  /** Takes leave, and waits a moment for the answer, so that the server sees a client that ends as it should. */
  async quit(): Promise<void> {
    if (!this.#isClosed && this.socket.writable) {
      this.say('QUIT')
      await this.reply(1000)
    }
    this.socket.destroy()
    if (!this.socket.closed) await once(this.socket, 'close')
  }

  #next(): Heard | null {
    const lines: string[] = []
    let at = 0
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n', at)) {
      const line = this.#text.slice(at, end).replace(/\r$/, '')
      at = end + 1
      const [, code, dash, text = ''] = /^([2-5]\d\d)(?:([ -])(.*))?$/s.exec(line) ?? []
      if (code === undefined) return this.#other()
      lines.push(text)
      if (dash === '-') continue
      this.#text = this.#text.slice(at)
      if (this.#text.length <= maxOctets) this.socket.resume()
      return { kind: 'reply', code: Number(code), lines }
    }
    // Three digits begin every reply: what cannot become one need not end its line.
    if (!/^(?:[2-5]\d{0,2}(?:[ \r-]|$)|$)/.test(this.#text)) return this.#other()
    if (this.#text.length <= maxOctets) return null
    return { kind: 'incomplete', text: this.#other().text, why: 'too-long' }
  }

  #unfinished(): Heard {
    if (this.#text !== '')
      return { kind: 'incomplete', text: this.#text, why: this.#isClosed ? 'closed' : 'slow' }
    return { kind: this.#isClosed ? 'closed' : 'silence' }
  }

  #other(): Extract<Heard, { kind: 'other' }> {
    const text = this.#text
    this.#text = ''
    return { kind: 'other', text }
  }
}
