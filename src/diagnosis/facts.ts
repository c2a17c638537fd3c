import type {
  AuthLineObserved,
  AuthObserved,
  ClientHelloObserved,
  DiscardedObserved,
  FaultObserved,
  FirstBytesObserved,
  MessageObserved,
  Observation,
  ReplyObserved,
  ServerActedObserved,
  TlsEstablishedObserved,
  TlsFailedObserved,
} from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { onPurposeFrom } from './on-purpose.ts'
import { Dialogue, type DialogueContent, type Exchange, type Writable } from './dialogue.ts'

/** A session record, indexed once so that every rule can ask without searching. */
export interface Facts {
  readonly record: SessionRecord
  readonly exchanges: readonly Exchange[]
  /** Commands before TLS, and under it. On a port with implicit TLS all are secure. */
  readonly clear: readonly Exchange[]
  readonly secure: readonly Exchange[]
  readonly auths: readonly AuthObserved[]
  /** Lines that came unencrypted after an AUTH that had been refused already: user and password, perhaps. */
  readonly lateLines: number
  /** Such lines in all, under TLS too. */
  readonly linesAfterAuth: number
  readonly contents: readonly DialogueContent[]
  readonly greeting: ReplyObserved | null
  readonly firstBytes: FirstBytesObserved | null
  readonly hello: ClientHelloObserved | null
  readonly established: TlsEstablishedObserved | null
  readonly tlsFailed: TlsFailedObserved | null
  readonly discarded: DiscardedObserved | null
  readonly acts: readonly ServerActedObserved[]
  /** Faults set on purpose that fired. */
  readonly faults: readonly FaultObserved[]
  /** The command that the first of them met: from here on nothing that stopped the client need be its own mistake. Infinity: none did more than delay it. */
  readonly onPurposeFrom: number
  /** Number of the first captured message's entry; null: none was captured. */
  readonly deliveredAt: number | null
  /** How many messages were captured. */
  readonly delivered: number
  /** Milliseconds from connect to close, of an open session until now; null where that is not known. */
  readonly lastedMs: number | null
  /** For how long the server itself was late in the session: so much of a time proves nothing. */
  readonly lateMs: number
}

/** Reads a record. `now`, in milliseconds since 1970, tells how long an open session has lasted. */
export function readFacts(record: SessionRecord, now: number | null = null): Facts {
  const seen = new Seen()
  for (const entry of record.entries) seen.take(entry)
  const { dialogue } = seen
  return {
    record,
    exchanges: dialogue.exchanges,
    clear: dialogue.clear,
    secure: dialogue.secure,
    auths: seen.auths,
    lateLines: seen.lateLines,
    linesAfterAuth: seen.linesAfterAuth,
    contents: seen.contents,
    greeting: dialogue.greeting,
    firstBytes: seen.firstBytes,
    hello: seen.hello,
    established: seen.established,
    tlsFailed: seen.tlsFailed,
    discarded: seen.discarded,
    acts: seen.acts,
    faults: seen.faults,
    onPurposeFrom:
      seen.faults.length === 0 && record.scenario === undefined ? Infinity : onPurposeFrom(record),
    deliveredAt: seen.deliveredAt,
    delivered: record.messages.length,
    lastedMs:
      record.close?.atMs ?? record.durationMs ?? (now === null ? null : now - Date.parse(record.startedAt)),
    lateMs: record.lateMs ?? 0,
  }
}

/** What one pass over the entries has seen so far. */
class Seen {
  readonly dialogue = new Dialogue()
  readonly auths: AuthObserved[] = []
  readonly contents: Writable<DialogueContent>[] = []
  readonly acts: ServerActedObserved[] = []
  readonly faults: FaultObserved[] = []
  firstBytes: FirstBytesObserved | null = null
  hello: ClientHelloObserved | null = null
  established: TlsEstablishedObserved | null = null
  tlsFailed: TlsFailedObserved | null = null
  discarded: DiscardedObserved | null = null
  deliveredAt: number | null = null
  lateLines = 0
  linesAfterAuth = 0
  /** Whether a 334 waits for its line (RFC 4954 §4). */
  #lineAsked = false
  #previous = -1

  take(entry: Observation): void {
    // A gap: what fell out took commands or replies with it.
    if (this.#previous >= 0 && entry.n !== this.#previous + 1) this.dialogue.breakOff()
    this.#previous = entry.n
    switch (entry.kind) {
      case 'command':
        return this.dialogue.command(entry)
      case 'reply':
        if (entry.code === 334) this.#lineAsked = true
        return this.dialogue.reply(entry)
      case 'auth-line':
        return this.#authLine(entry)
      case 'auth':
        this.#lineAsked = false
        this.auths.push(entry)
        return
      case 'data':
        this.contents.push({
          data: entry,
          mail: this.dialogue.mail,
          header: null,
          parts: [],
          messageAt: null,
        })
        return
      case 'message':
        return this.#message(entry)
      case 'server':
        this.acts.push(entry)
        return
      case 'fault':
        this.faults.push(entry)
        return
      case 'first-bytes':
        this.firstBytes ??= entry
        return
      case 'client-hello':
        this.hello = entry
        return
      case 'tls-established':
        this.dialogue.breakOff()
        this.established = entry
        return
      case 'tls-failed':
        this.tlsFailed ??= entry
        return
      case 'discarded':
        this.discarded ??= entry
    }
  }

  #authLine(line: AuthLineObserved): void {
    if (!this.#lineAsked) {
      this.linesAfterAuth++
      if (!line.secure) this.lateLines++
    }
    this.#lineAsked = false
  }

  #message(message: MessageObserved): void {
    this.deliveredAt ??= message.n
    const content = this.contents.at(-1)
    if (content === undefined) return
    content.header = message.header
    content.parts = message.parts ?? []
    content.messageAt = message.n
  }
}
