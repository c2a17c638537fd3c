import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A client that says lines and reads replies; what `nodemailer` would never do has to be said by hand. */
export class SmtpClient {
  readonly socket: Socket
  #text = ''
  #waiting: (() => void) | undefined

  constructor(port: number, host: string = '127.0.0.1') {
    this.socket = connect({ host, port })
    this.socket.on('error', () => {}) // Its end is what tests look at.
    this.socket.on('data', (chunk) => {
      this.#text += chunk.toString('latin1')
      this.#waiting?.()
    })
    this.socket.on('close', () => this.#waiting?.())
  }

  /** The next whole reply, or what came before the connection closed. */
  async reply(): Promise<string> {
    for (;;) {
      const end = /^\d{3}(?: .*)?\r\n/m.exec(this.#text)
      if (end) {
        const reply = this.#text.slice(0, end.index + end[0].length)
        this.#text = this.#text.slice(reply.length)
        return reply
      }
      if (this.socket.destroyed) return this.#text
      await new Promise<void>((resolve) => (this.#waiting = resolve))
    }
  }

  say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`)
    return this.reply()
  }

  async close(): Promise<void> {
    if (this.socket.destroyed) return
    const closed = once(this.socket, 'close')
    this.socket.destroy()
    await closed
  }
}
