import { isoTime } from '../base/iso-time.ts'
import { authMechanisms } from '../model/mechanisms.ts'
import type { MessageOrigin } from '../model/message.ts'
import type {
  CommandObserved,
  HeaderFacts,
  LineFaults,
  Observation,
  PartFacts,
} from '../model/observation.ts'
import type { ScenarioName } from '../model/scenario.ts'
import {
  sessionRecordVersion,
  type SessionClose,
  type SessionPort,
  type SessionRecord,
} from '../model/session-record.ts'
import type { ClientHello, LeafFacts, TlsFacts } from '../model/tls-facts.ts'
import type { SecretScan } from '../base/secret-forms.ts'
import type { Reply } from './replies/reply.ts'
import type { ListenerShared } from './shared.ts'

type WithoutNumber<Entry> = Entry extends unknown ? Omit<Entry, 'n' | 'atMs'> : never
/** An observation before it has its number and time. */
export type Fact = WithoutNumber<Observation>

/** A session shows how it began and how it ended; a flood in between is counted. */
const headEntries = 120
const tailEntries = 80
/** Longest line kept, in characters: EHLO and MAIL with every parameter fit. */
const lineLimit = 512
/** Ids of messages kept by one session; the messages themselves are the store's. */
const messageLimit = 1000

/** The record of one connection: a fold over what is observed. Whatever comes in has been redacted before. */
export class SessionRecorder {
  readonly id: string
  readonly startMs: number
  #clientName: string | null = null
  /** The argument of an EHLO or HELO that has not been answered. */
  #greeting: string | null = null
  #clientHello: ClientHello | null = null
  #tls: TlsFacts | null = null
  #user: string | null = null
  /** The login that holds: TLS begins without one (RFC 3207 §4.2). */
  #auth: MessageOrigin['auth'] = null
  /** Made at the first message, and again where something of it has changed since. */
  #origin: MessageOrigin | null = null
  readonly #port: SessionPort
  readonly #remote: SessionRecord['remote']
  readonly #leaf: LeafFacts | null
  readonly #scenario: ScenarioName | null
  readonly #startedAtMs: number
  readonly #log = new BoundedLog<Observation>(headEntries, tailEntries)
  readonly #messages: string[] = []
  #count = 0
  /** The time of everything that is going on, since the start. */
  #atMs = 0
  #firstByteMs: number | null = null
  #lateMs = 0
  #speaker: SessionRecord['speaker'] = 'nobody'
  #close: SessionClose | null = null
  #isMessageLast = false
  /** Looks for the password of a client that is verified; null: nobody knows which one it may not send unencrypted. */
  readonly #password: SecretScan | null

  constructor(
    { ids, port, leaf, scenario, wallMs, password }: ListenerShared,
    remote: SessionRecord['remote'],
    nowMs: number,
  ) {
    this.id = ids.next('s')
    this.#port = port
    this.#remote = remote
    this.#leaf = leaf
    this.#scenario = scenario
    this.#startedAtMs = wallMs()
    this.startMs = nowMs
    this.#password = password?.scan() ?? null
  }

  get clientHello(): ClientHello | null {
    return this.#clientHello
  }

  /** What the messages that come now have in common. */
  get origin(): MessageOrigin {
    return (this.#origin ??= {
      profile: this.#port.profile,
      listener: this.#port.name,
      port: this.#port.port,
      sessionId: this.id,
      tls: this.#tls,
      auth: this.#auth,
      remote: this.#remote,
      clientName: this.#clientName ?? '',
    })
  }

  /** Takes the object over: a copy of every one is what a record costs most. */
  add(observed: Fact): void {
    const fact = this.#shown(observed)
    const entry = fact as Fact & { n: number; atMs: number }
    entry.n = ++this.#count
    entry.atMs = this.#atMs
    this.#log.push(entry as Observation)
    this.#fold(fact)
  }

  /** A command line. It, replies and messages are nearly all of a record, so they are made in one piece. */
  command(
    verb: string,
    said: string,
    secure: boolean,
    lineEnd: CommandObserved['lineEnd'],
    sizeBytes: number,
    pipelined: boolean,
  ): void {
    const n = ++this.#count
    const atMs = this.#atMs
    this.#isMessageLast = false
    const line = this.#shown(said)
    if (verb === 'EHLO' || verb === 'HELO') this.#greeting = line.slice(verb.length).trim()
    this.#log.push({ kind: 'command', verb, line, secure, lineEnd, sizeBytes, pipelined, n, atMs })
  }

  reply({ code, enhanced, text: sent, recorded }: Reply, secure: boolean): void {
    const n = ++this.#count
    const atMs = this.#atMs
    const said = this.#shown(recorded ?? sent)
    const text = typeof said === 'string' ? [said] : said
    if (this.#greeting !== null) {
      if (code === 250) this.#named(this.#greeting)
      this.#greeting = null
    }
    this.#log.push({ kind: 'reply', code, enhanced, text, secure, n, atMs })
  }

  /** Whether no command came after the last message. */
  get isMessageLast(): boolean {
    return this.#isMessageLast
  }

  /** From here on, all that is added has this time. */
  at(nowMs: number): void {
    this.#atMs = Math.round((nowMs - this.startMs) * 1000) / 1000
  }

  /** For how long the event loop of this process was late since the start, in milliseconds. */
  get lateMs(): number {
    return this.#lateMs
  }

  /** The event loop was late, and what came meanwhile has a time that is too late. */
  late(ms: number): void {
    this.#lateMs += Math.round(ms)
  }

  /** What the client sent without TLS around it. */
  unencrypted(chunk: Buffer): void {
    this.#password?.push(chunk)
  }

  /** The client has sent something. */
  byteCame(): void {
    this.#firstByteMs ??= this.#atMs
  }

  /** Who speaks; the first one counts. */
  spoke(speaker: SessionRecord['speaker']): void {
    if (this.#speaker === 'nobody') this.#speaker = speaker
  }

  data(sizeBytes: number, complete: boolean, faults: LineFaults): void {
    this.#log.push({ kind: 'data', sizeBytes, complete, faults, n: ++this.#count, atMs: this.#atMs })
  }

  message(id: string, sizeBytes: number, header: HeaderFacts, parts: readonly PartFacts[]): void {
    this.#isMessageLast = true
    if (this.#messages.length < messageLimit) this.#messages.push(id)
    const n = ++this.#count
    const atMs = this.#atMs
    const of = { kind: 'message', id, sizeBytes, header: this.#shown(header), n, atMs } as const
    this.#log.push(parts.length === 0 ? of : { ...of, parts: this.#shown(parts) })
  }

  /** The first cause stays: what comes after it only follows from it. */
  close(by: SessionClose['by'], how: SessionClose['how'], closeNotify = false): void {
    const atMs = this.#atMs
    this.#close ??= closeNotify ? { by, how, closeNotify, atMs } : { by, how, atMs }
  }

  snapshot(bytesIn: number, bytesOut: number, ended: boolean): SessionRecord {
    if (ended) this.#password?.end()
    const record: SessionRecord = {
      version: sessionRecordVersion,
      id: this.id,
      port: this.#port,
      remote: this.#remote,
      startedAt: isoTime(this.#startedAtMs),
      durationMs: ended ? this.#atMs : null,
      speaker: this.#speaker,
      firstByteMs: this.#firstByteMs,
      clientName: this.#clientName,
      clientHello: this.#clientHello,
      tls: this.#tls,
      user: this.#user,
      messages: [...this.#messages],
      close: this.#close,
      leaf: this.#leaf,
      bytesIn,
      bytesOut,
      entries: this.#log.toArray(),
      dropped: this.#log.dropped,
    }
    const timed = this.#lateMs === 0 ? record : { ...record, lateMs: this.#lateMs }
    const whole = this.#password?.found === true ? withoutPassword(timed, this.#password) : timed
    return this.#scenario === null ? whole : withScenario(whole, this.#scenario)
  }

  /** In whatever form a password was found, no record has it. */
  #shown<Value>(value: Value): Value {
    return this.#password === null ? value : this.#password.shown(value)
  }

  #fold(fact: Fact): void {
    switch (fact.kind) {
      case 'client-hello':
        this.#clientHello = fact.hello
        break
      case 'tls-established':
        this.#tls = fact.tls
        this.#auth = null
        this.#origin = null
        break
      case 'auth':
        if (fact.outcome === 'accepted' && fact.user !== null) this.#loggedIn(fact.user, fact.mechanism)
    }
  }

  /** EHLO or HELO was accepted. */
  #named(clientName: string): void {
    if (clientName === this.#clientName) return
    this.#clientName = clientName
    this.#origin = null
  }

  #loggedIn(user: string, name: string): void {
    this.#user = user
    const mechanism = authMechanisms.find((known) => known === name)
    this.#auth = mechanism === undefined ? null : { user, mechanism }
    this.#origin = null
  }
}

/** What came before all of a password had come may have a piece of it. */
function withoutPassword(record: SessionRecord, password: SecretScan): SessionRecord {
  const { clientName, entries } = record
  return {
    ...record,
    clientName: password.shownAfterwards(password.shown(clientName)),
    entries: password.shownAfterwards(password.shown(entries)),
    passwordUnencrypted: true,
  }
}

/** Beside the port. Not a spread within the literal: V8 then calls its runtime for each property that follows. */
function withScenario(record: SessionRecord, scenario: ScenarioName): SessionRecord {
  const { version, id, port, ...others } = record
  return { version, id, port, scenario, ...others }
}

/** Text that is safe to print: no control characters, of bounded length. */
export function printable(text: string): string {
  const cut = text.length > lineLimit ? `${text.slice(0, lineLimit)}…` : text
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  return cut.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
}

/**
 * A list that keeps its head and its tail and counts what fell out between, so that a record of a
 * long session still shows how it began and how it ended.
 */
class BoundedLog<Entry> {
  readonly #head: Entry[] = []
  readonly #tail: Entry[] = []
  readonly #headSize: number
  readonly #tailSize: number
  #tailStart = 0
  #dropped = 0

  constructor(headSize: number, tailSize: number) {
    this.#headSize = headSize
    this.#tailSize = tailSize
  }

  /** How many entries fell out of the middle. */
  get dropped(): number {
    return this.#dropped
  }

  push(entry: Entry): void {
    if (this.#head.length < this.#headSize) {
      this.#head.push(entry)
    } else if (this.#tail.length < this.#tailSize) {
      this.#tail.push(entry)
    } else {
      this.#tail[this.#tailStart] = entry
      this.#tailStart = (this.#tailStart + 1) % this.#tailSize
      this.#dropped++
    }
  }

  toArray(): Entry[] {
    if (this.#tail.length === 0) return this.#head.slice()
    return [...this.#head, ...this.#tail.slice(this.#tailStart), ...this.#tail.slice(0, this.#tailStart)]
  }
}
