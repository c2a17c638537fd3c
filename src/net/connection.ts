import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers'
import { systemCode } from '../base/errors.ts'
import type { FaultPace } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Actions, Answer } from '../protocol/actions.ts'
import type { LastReply } from '../protocol/replies/reply.ts'
import { Session } from '../protocol/session.ts'
import { channelBindingOf } from './channel-binding.ts'
import { sentCloseNotify } from './close-notify.ts'
import { storedAnswer } from './stored-answer.ts'
import type { OpenSession } from './engine.ts'
import { endsOf } from './ends-of.ts'
import { letGo, letGoOfAll } from './let-go.ts'
import { PacedOutput } from './paced-output.ts'
import { readBytes } from './read-bytes.ts'
import type { ListenerParts } from './shared.ts'
import { tlsFactsOf, tlsSocketOn } from './tls-socket.ts'
import { TlsFront, watchesAfterTls } from './tls-front.ts'

/** Paced output above which the client is not read until it has gone out. */
const mostPacedBytes = 64 * 1024

/** One connection: its socket, and the session that decides what is done with it. It decides nothing of SMTP itself. */
export class Connection implements Actions, OpenSession {
  /**
   * Those that have something to write, until all that has come in one turn of the event loop has been read. A client that
   * waits is woken by its reply, and that takes the system longer than the reply itself: those that are answered one right
   * after the other are woken together. Places are used again and emptied: what an array that was cut off has pointed at
   * lives until V8 collects all memory.
   */
  static readonly #waiting: (Connection | null)[] = []
  static #waitingCount = 0
  readonly #parts: ListenerParts
  readonly #raw: Socket
  /** The raw socket, then the TLS socket around it. */
  #socket: Socket
  /** Between the two, where the raw socket outlives TLS; null: there is nothing. */
  #front: TlsFront | null = null
  readonly #session: Session
  #onEnded: ((connection: Connection) => void) | null
  /** Two things stop the reading, independently: the client does not read (`#unread`), or the session pauses it (`#held`). */
  #unread = false
  #held = false
  #ended = false
  /** What the session says in this turn of the event loop. */
  #out = ''
  /** null: output goes out with this turn. Only a fault paces it. */
  #paced: PacedOutput | null = null
  #waking: NodeJS.Timeout | null = null
  /** How a client that says nothing under TLS has shaken hands; null: there is no TLS, or it has spoken. */
  #wordless: { readonly tls: TlsFacts; readonly atStart: number; readonly atSecure: number } | null = null

  /** @param refused - The reply it gets in place of the greeting; null: none, it is accepted */
  constructor(
    parts: ListenerParts,
    raw: Socket,
    refused: LastReply | null,
    onEnded: (connection: Connection) => void,
  ) {
    this.#parts = parts
    this.#raw = raw
    this.#socket = raw
    this.#onEnded = onEnded
    this.#session = new Session(parts.listener, endsOf(raw), this, refused, parts.clock.elapsedMs())
    readBytes(raw, this.#onRaw)
    raw.on('end', this.#onEnd)
    raw.on('error', this.#onError)
    raw.on('close', this.#onClose)
  }

  get id(): string {
    return this.#session.id
  }

  /** When `time` has something to do, in elapsed milliseconds. */
  get dueMs(): number {
    return this.#session.dueMs
  }

  snapshot(): SessionRecord {
    this.#writeOut()
    return this.#session.snapshot(this.#raw.bytesRead, this.#raw.bytesWritten)
  }

  /**
   * The session begins as the profile says.
   * @param refusal - Why it is cut instead; null: it is not
   */
  open(refusal: string | null): void {
    this.#do((session, nowMs) => (refusal === null ? session.open(nowMs) : session.refuse(nowMs, refusal)))
  }

  /** The event loop was late by so many milliseconds. */
  late(ms: number): void {
    this.#session.late(ms)
  }

  time(): void {
    this.#do((session, nowMs) => session.time(nowMs))
  }

  /** The server stops. `when-idle`: a message that is arriving is answered first. */
  stop(how: 'when-idle' | 'now'): void {
    this.#do((session, nowMs) => (how === 'now' ? session.stopNow(nowMs) : session.stop(nowMs)))
  }

  destroy(): void {
    this.#do((session) => session.destroy())
  }

  write(octets: string): void {
    const paced = this.#paced
    if (paced === null) {
      if (this.#out === '') this.#writeSoon()
      this.#out += octets
      return
    }
    paced.write(octets)
    if (paced.waitingBytes < mostPacedBytes || this.#unread) return
    this.#readNoMore()
    paced.whenOut(this.#readOn)
  }

  pace(pace: FaultPace | null): void {
    if (pace === null) {
      this.#paced?.flush()
      this.#paced = null
    } else if (this.#paced === null) {
      this.#writeOut()
      this.#paced = new PacedOutput(pace, (octets) => this.#send(octets), this.#parts.clock)
    } else {
      this.#paced.pace = pace
    }
  }

  get unsaidMs(): number {
    return this.#paced?.waitingMs ?? 0
  }

  #writeSoon(): void {
    Connection.#waiting[Connection.#waitingCount++] = this
    if (Connection.#waitingCount === 1) setImmediate(Connection.#writeAll)
  }

  static #writeAll(): void {
    // The loop reaches what is added while it runs.
    for (let at = 0; at < Connection.#waitingCount; at++) {
      const connection = Connection.#waiting[at]
      Connection.#waiting[at] = null
      if (!connection || connection.#out === '') continue
      connection.#writeOut()
      connection.tellProgress()
    }
    Connection.#waitingCount = 0
  }

  #writeOut(): void {
    const out = this.#out
    if (out === '') return
    this.#out = ''
    this.#send(out)
  }

  #send(octets: string | Buffer): void {
    const socket = this.#socket
    if (!socket.writable || socket.write(octets)) return
    // A client that does not read its replies is not read either: otherwise they would queue here without limit.
    this.#readNoMore()
    socket.once('drain', this.#readOn)
  }

  #readNoMore(): void {
    this.#unread = true
    this.#socket.pause()
  }

  readonly #readOn = (): void => {
    this.#unread = false
    if (!this.#held) this.#socket.resume()
  }

  pause(): void {
    this.#held = true
    this.#socket.pause()
  }

  resume(): void {
    this.#held = false
    if (!this.#unread) this.#socket.resume()
  }

  wake(inMs: number): void {
    // Timers count whole milliseconds and may fire a part of one too early.
    if (this.#waking !== null) clearTimeout(this.#waking)
    this.#waking = setTimeout(() => this.time(), inMs + 1).unref()
  }

  close(how: 'fin' | 'cut' | 'rst'): void {
    const front = this.#front
    this.#writeOut()
    front?.abandon()
    if (how === 'cut') {
      this.#socket.destroy()
      if (front !== null) this.#raw.destroy()
      return
    }
    const end = (): void => {
      if (how === 'rst') this.#raw.resetAndDestroy()
      else if (this.#socket === this.#raw || front === null) this.#socket.end()
      else this.#socket.end(() => this.#raw.end())
    }
    if (this.#paced === null) end()
    else this.#paced.whenOut(end)
    // What still comes is read and dropped, so that the end of the peer's side is noticed.
    if (how === 'fin') this.#socket.resume()
  }

  deliver(message: NewMessage): Answer | 'later' {
    const { store, lateAnswers, onError } = this.#parts
    const { id } = message
    try {
      const added = store.addMessage(message, () => lateAnswers.signalOf(id))
      if (!(added instanceof Promise)) return storedAnswer(added)
      void lateAnswers.of(id, added).then((answer) => this.#answered(id, storedAnswer(answer)))
      return 'later'
    } catch (error) {
      onError(error)
      return 'failed'
    }
  }

  withdraw(id: string): void {
    this.#parts.lateAnswers.giveUp(id)
  }

  channelBinding(type: string): Buffer | null {
    return channelBindingOf(this.#socket, type)
  }

  startTls(first: Buffer): void {
    const { tls, handshakeBegins } = this.#parts
    if (tls === null) throw new TypeError('There is no certificate to speak TLS with')
    handshakeBegins()
    // Unencrypted output goes out before anything under TLS.
    this.#writeOut()
    this.#paced?.flush()
    const atStart = this.#raw.bytesRead
    const front = this.#below(first)
    const socket = tlsSocketOn(front ?? this.#raw, tls)
    // Once: a TLS 1.2 client may renegotiate, and 'secure' comes again.
    socket.once('secure', () => {
      const facts = tlsFactsOf(socket, tls)
      this.#wordless = { tls: facts, atStart, atSecure: this.#raw.bytesRead }
      this.#do((session, nowMs) => session.secured(nowMs, facts))
    })
    // Node emits '_tlsError' on the server's side of a socket that tls.Server did not accept; smtp-server listens to it too.
    const broken = (error: unknown): void => {
      this.#do((session, nowMs) => session.tlsBroken(nowMs, { code: systemCode(error) }))
    }
    socket.on('_tlsError', broken)
    socket.on('error', broken)
    readBytes(socket, this.#onData)
    this.#socket = socket
    if (front === null) {
      socket.on('end', this.#onEnd)
      return
    }
    this.#raw.off('error', this.#onError).on('error', broken)
    for (const event of ['end', '_tlsError', 'error', 'close']) socket.on(event, front.tlsOver)
    front.give(first)
  }

  /** What TLS gets in place of the socket; null: the socket itself, which has these bytes to be read again. */
  #below(first: Buffer): TlsFront | null {
    const raw = this.#raw
    const goesOn = this.#parts.listener.afterRefusal !== null
    if (!goesOn && !watchesAfterTls(this.#parts.listener)) {
      raw.removeAllListeners('data')
      raw.pause()
      raw.unshift(first)
      return null
    }
    // The dialogue outlives TLS, or ends with it: what comes then is only looked through.
    const front = new TlsFront(raw, {
      over: (over) => {
        if (!goesOn) return this.#onEnd()
        this.#writeOut()
        this.#socket = raw
        this.#do((session, nowMs) => session.tlsBroken(nowMs, { over }))
      },
      unencrypted: (chunk) =>
        goesOn ? this.#onData(chunk) : this.#session.bytes(this.#parts.clock.elapsedMs(), chunk, true),
      ended: () => goesOn && this.#onEnd(),
    })
    raw.off('end', this.#onEnd).on('end', front.giveEnd)
    this.#front = front
    return front
  }

  /** Called for every segment: without listeners it costs one comparison. */
  tellProgress(): void {
    const { progress } = this.#parts
    if (progress.size > 0) progress.emit(this)
  }

  #answered(id: string, answer: Answer): void {
    this.#do((session, nowMs) => session.answered(nowMs, id, answer))
    this.tellProgress()
  }

  readonly #onRaw = (chunk: Buffer): void => {
    if (this.#front === null) this.#onData(chunk)
    else this.#front.give(chunk)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#wordless = null
    try {
      this.#session.bytes(this.#parts.clock.elapsedMs(), chunk)
    } catch (error) {
      this.#failed(error)
    }
    // Else when its answer has gone out.
    if (this.#out === '') this.tellProgress()
  }

  readonly #onEnd = (): void => {
    // Nothing to write, but the system says EPIPE if the peer has answered what went out before with a reset: it had closed
    // without reading it. Where the system does not, or the reset is still under way, nothing is known.
    this.#writeOut()
    if (this.#session.hasAnsweredMessage && this.#raw.writable) this.#raw.write('')
    const wordless = this.#wordless
    const closeNotify =
      wordless !== null && sentCloseNotify(wordless.tls, { ...wordless, atEnd: this.#raw.bytesRead })
    this.#do((session, nowMs) => session.peerEnded(nowMs, closeNotify))
  }

  readonly #onError = (error: Error): void => {
    this.#do((session, nowMs) => session.broken(nowMs, systemCode(error)))
  }

  readonly #onClose = (): void => {
    this.#front?.destroy()
    this.#do((session, nowMs) => session.closed(nowMs))
  }

  /** An error of ours ends one connection, not the server. */
  #do(what: (session: Session, nowMs: number) => void): void {
    try {
      what(this.#session, this.#parts.clock.elapsedMs())
    } catch (error) {
      this.#failed(error)
    }
    // What no command has asked for is not late: a client that refuses our certificate is about to leave.
    this.#writeOut()
    if (!this.#session.ended || this.#ended) return
    this.#ended = true
    this.#paced?.stop()
    if (this.#waking !== null) clearTimeout(this.#waking)
    this.#onEnded?.(this)
    // V8 else moves one connection after the other to its old memory: this is all that links them.
    this.#onEnded = null
    const raw = this.#raw
    if (this.#socket === raw && this.#front === null)
      letGo(raw, { end: this.#onEnd, error: this.#onError, close: this.#onClose })
    else letGoOfAll(raw, this.#socket)
  }

  #failed(error: unknown): void {
    this.#parts.onError(error)
    this.#session.failed(this.#parts.clock.elapsedMs())
  }
}
