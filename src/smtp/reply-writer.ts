import type { Socket } from 'node:net'
import type { Reading } from './reading.ts'
import { renderReply, type Reply } from './reply.ts'
import type { SessionRecorder } from './session-recorder.ts'

/** Replies on their way out. All that answer one segment go in one write, in order (RFC 2920 §3.2). */
export class ReplyWriter {
  readonly #socket: Socket
  readonly #reading: Reading
  readonly #recorder: SessionRecorder
  readonly #secure: boolean
  #out = ''

  constructor(socket: Socket, reading: Reading, recorder: SessionRecorder, secure: boolean) {
    this.#socket = socket
    this.#reading = reading
    this.#recorder = recorder
    this.#secure = secure
  }

  /** Whether a reply is not out yet: what the client sent behind it was pipelined. */
  get waiting(): boolean {
    return this.#out !== ''
  }

  put(reply: Reply): void {
    this.#recorder.reply(reply, this.#secure)
    this.#out += renderReply(reply)
  }

  flush(): void {
    if (this.#out === '') return
    const out = this.#out
    this.#out = ''
    const socket = this.#socket
    if (!socket.writable || socket.write(out)) return
    // A client that does not read its replies is not read either, or they would pile up here.
    this.#reading.stop('unread')
    socket.once('drain', () => this.#reading.go('unread'))
  }
}
