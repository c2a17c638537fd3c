import type { Actions } from '../actions.ts'
import { type Change, changedReply, isEarlyFor, withheldBy } from './changed-reply.ts'
import type { Reply } from './reply.ts'

/** A record, as far as it is told of replies. */
interface ReplyRecorder {
  reply(reply: Reply, secure: boolean): void
}

/** Replies on their way out. All that answer one segment go in one write, in order (RFC 2920 §3.2). */
export class ReplyWriter {
  readonly #actions: Pick<Actions, 'write'>
  readonly #record: ReplyRecorder
  readonly #secure: boolean
  #out = ''
  /** What a fault makes of the next answer. */
  change: Change | null = null
  /** Capabilities that the last EHLO was not told of, on purpose. */
  #withheld: ReadonlySet<string> | null = null

  constructor(actions: Pick<Actions, 'write'>, record: ReplyRecorder, secure: boolean) {
    this.#actions = actions
    this.#record = record
    this.#secure = secure
  }

  /** Whether a reply is not out yet: what the client sent behind it was pipelined. */
  get waiting(): boolean {
    return this.#out !== ''
  }

  /** Whether EHLO was answered as if there were no such capability. */
  withholds(capability: string): boolean {
    return this.#withheld?.has(capability) === true
  }

  /** EHLO is asked anew. */
  offersAll(): void {
    this.#withheld = null
  }

  /** The answer to a command, as the fault wants it that let the command run. */
  answer(reply: Reply): void {
    const { change } = this
    if (change === null || isEarlyFor(reply, change)) {
      this.put(reply)
      return
    }
    this.change = null
    // What the server refuses, it refuses in its own words.
    if (reply.code >= 400) {
      this.put(reply)
      return
    }
    this.put(changedReply(reply, change))
    if (change.behind !== null) this.behind(change.behind)
    if (change.ehlo) this.#withheld = withheldBy(change.ehlo)
  }

  put(reply: Reply): void {
    this.#record.reply(reply, this.#secure)
    this.#out += renderReply(reply)
  }

  /** Octets that are no reply, in the same write as the one before. */
  behind(octets: string): void {
    this.#out += octets
  }

  flush(): void {
    if (this.#out === '') return
    const out = this.#out
    this.#out = ''
    this.#actions.write(out)
  }
}

/** The octets of a reply, one line for each line of its text (RFC 5321 §4.2.1). */
export function renderReply(reply: Reply): string {
  const { code, text } = reply
  const prefix = reply.enhanced === null ? '' : `${reply.enhanced} `
  if (typeof text === 'string') return `${code} ${prefix}${text}\r\n`
  const last = text.length - 1
  return text.map((line, index) => `${code}${index < last ? '-' : ' '}${prefix}${line}\r\n`).join('')
}
