import type { Actions } from '../actions.ts'
import type { SessionRecorder } from '../record.ts'
import { renderReply, type Reply } from './reply.ts'

/** Replies on their way out. All that answer one segment go in one write, in order (RFC 2920 §3.2). */
export class ReplyWriter {
  readonly #actions: Actions
  readonly #record: SessionRecorder
  readonly #secure: boolean
  #out = ''

  constructor(actions: Actions, record: SessionRecorder, secure: boolean) {
    this.#actions = actions
    this.#record = record
    this.#secure = secure
  }

  /** Whether a reply is not out yet: what the client sent behind it was pipelined. */
  get waiting(): boolean {
    return this.#out !== ''
  }

  put(reply: Reply): void {
    this.#record.reply(reply, this.#secure)
    this.#out += renderReply(reply)
  }

  flush(): void {
    if (this.#out === '') return
    const out = this.#out
    this.#out = ''
    this.#actions.write(out)
  }
}
