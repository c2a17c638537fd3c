import type { Actions } from '../actions.ts'
import { type Change, changedReply, isEarlyFor, withheldBy } from './changed-reply.ts'
import type { Reply } from './reply.ts'

/** The part of a record that takes replies. */
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
  /** Whether a reply is not out yet: what the client sent after it was pipelined. */
  waiting = false
  /** Capabilities that the last EHLO did not offer, on purpose; null: it offered all. */
  withheld: ReadonlySet<string> | null = null

  constructor(actions: Pick<Actions, 'write'>, record: ReplyRecorder, secure: boolean) {
    this.#actions = actions
    this.#record = record
    this.#secure = secure
  }

  /** EHLO is asked anew. */
  offersAll(): void {
    this.withheld = null
  }

  /** The answer to a command, as the fault wants it that let the command run. */
  answer(reply: Reply): void {
    const { change } = this
    if (change === null || reply.onPurpose !== undefined || isEarlyFor(reply, change)) {
      this.#put(reply, reply.onPurpose?.injected ?? null)
      return
    }
    this.change = null
    // What the server refuses, it refuses in its own words.
    if (reply.code >= 400) {
      this.#put(reply, null)
      return
    }
    this.#put(changedReply(reply, change), change.injected)
    if (change.ehlo) this.withheld = withheldBy(change.ehlo)
  }

  /** @param octets - No reply, in the same write after it */
  #put(reply: Reply, octets: string | null): void {
    this.waiting = true
    this.#out += renderReply(reply)
    if (octets !== null) this.#out += octets
    this.#record.reply(reply, this.#secure)
  }

  flush(): void {
    if (!this.waiting) return
    const out = this.#out
    this.waiting = false
    this.#out = ''
    this.#actions.write(out)
  }
}

/** Of replies of several lines that are given again and again. */
const lists = new WeakMap<Reply, string>()

/** The octets of a reply, one line for each line of its text (RFC 5321 §4.2.1). */
export function renderReply(reply: Reply): string {
  if (!Object.isFrozen(reply) || typeof reply.text === 'string') return rendered(reply)
  let octets = lists.get(reply)
  if (octets === undefined) lists.set(reply, (octets = rendered(reply)))
  return octets
}

function rendered(reply: Reply): string {
  const { code, text } = reply
  const prefix = reply.enhanced === null ? '' : `${reply.enhanced} `
  // Without a text there is no space, but for a challenge, which may be empty (RFC 4954 §4).
  if (text === '' && prefix === '' && code !== 334) return `${code}\r\n`
  if (typeof text === 'string') return `${code} ${prefix}${text}\r\n`
  let octets = ''
  for (let index = 0; index < text.length; index++)
    octets += `${code}${index < text.length - 1 ? '-' : ' '}${prefix}${text[index]}\r\n`
  return octets
}
