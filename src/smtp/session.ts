import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { systemCode } from '../base/errors.ts'
import type { SessionClose, SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Conversation } from './conversation.ts'
import { Course } from './course.ts'
import { Ending } from './ending.ts'
import type { OpenSession } from './engine.ts'
import { overdueOf } from './lifetime.ts'
import { readBytes } from './read-bytes.ts'
import type { Receiver } from './receiver.ts'
import { RefusalCount } from './refusal-count.ts'
import { replies } from './replies.ts'
import type { LastReply } from './reply.ts'
import { SessionRecorder } from './session-recorder.ts'
import type { ListenerShared } from './shared.ts'
import type { Surroundings } from './surroundings.ts'
import type { TlsUpgrade } from './tls-upgrade.ts'

const nobody: Receiver = { receive: () => undefined, peerEnded: () => undefined }

/** One connection from accept to close: who has its bytes, how long it may live, how it ended. */
export class Session implements Surroundings, OpenSession {
  readonly recorder: SessionRecorder
  readonly remote: { readonly host: string; readonly port: number }
  readonly listener: ListenerShared
  readonly refusals: RefusalCount = new RefusalCount()
  tls: TlsFacts | null = null
  readonly raw: Socket
  readonly #onEnded: (session: Session) => void
  readonly #course: Course
  /** The raw socket, then the TLS socket around it. */
  #socket: Socket
  receiver: Receiver = nobody
  conversation: Conversation | null = null
  upgrade: TlsUpgrade | null = null
  /** A TLS port that has not seen TLS yet. */
  awaitsTls = false
  #lastByteMs: number
  /** Since when a handshake goes on. */
  handshakeMs: number | null = null
  readonly #ending = new Ending()
  /** The client has ended its side while it was owed an answer. */
  #left = false
  /** The connection has closed while its client was owed an answer. */
  #gone = false
  #ended = false

  /** @param refused - The reply a connection gets in place of the greeting; null: it is welcome. */
  constructor(
    listener: ListenerShared,
    raw: Socket,
    refused: LastReply | null,
    onEnded: (session: Session) => void,
  ) {
    this.listener = listener
    this.raw = raw
    this.#socket = raw
    this.#course = new Course(this, refused)
    this.#onEnded = onEnded
    this.remote = { host: (raw.remoteAddress ?? '').replace(/^::ffff:/i, ''), port: raw.remotePort ?? 0 }
    const { ids, port, tls, clock, profile } = listener
    const leaf = profile.tls === 'none' ? null : (tls?.leaf ?? null)
    this.recorder = new SessionRecorder(ids.next('s'), port, this.remote, leaf, clock)
    this.#lastByteMs = this.recorder.startMs
    readBytes(raw, this.#onData)
    raw.on('end', this.#onEnd)
    raw.on('error', this.#onError)
    raw.on('close', this.#onClose)
  }

  get id(): string {
    return this.recorder.id
  }

  /** The session as it is now. */
  snapshot(): SessionRecord {
    return this.recorder.snapshot(this.raw.bytesRead, this.raw.bytesWritten, this.#ended)
  }

  /** Begins as the profile says. */
  open(): void {
    this.#course.open()
  }

  get lingers(): boolean {
    return this.#ending.lingerUntilMs !== null
  }

  /** Ends what has gone on for too long. */
  sweep(nowMs: number): void {
    if (this.conversation?.owing === true) {
      // Whatever else is due by then comes after the answer: in place of it, it would have the client send twice.
      this.conversation.giveUpIfLate(nowMs)
      return
    }
    const overdue = overdueOf(
      {
        nowMs,
        startMs: this.recorder.startMs,
        lastByteMs: this.#lastByteMs,
        handshakeMs: this.handshakeMs,
        lingerUntilMs: this.#ending.lingerUntilMs,
        awaitsTls: this.awaitsTls,
      },
      this.listener.settings,
    )
    switch (overdue) {
      case 'linger':
        this.raw.destroy()
        break
      case 'deadline':
        this.#expire(overdue, replies.deadline)
        break
      case 'idle-timeout':
        this.#expire(overdue, replies.idle)
        break
      case 'handshake':
        this.upgrade?.timedOut()
        break
      case 'hint':
        this.#course.hintPlaintext()
        break
      case null:
        break
    }
  }

  /** The server stops: at once, or when the message that is arriving is in. */
  stop(): void {
    this.#ending.hurry(this.listener.clock.elapsedMs())
    if (this.lingers || this.conversation?.busy === true) return
    this.stopNow()
  }

  /** The server stops, and waits for no message any more. */
  stopNow(): void {
    if (this.lingers) return
    if (this.conversation?.owing === true) {
      this.conversation.giveUp()
      return
    }
    this.recorder.add({ kind: 'server', what: 'shutdown', text: 'The server stops' })
    if (this.conversation === null) this.destroy()
    else this.conversation.finish(replies.shutdown)
  }

  /** Cut without a word: too many have come. */
  refuse(why: string): void {
    this.recorder.add({ kind: 'server', what: 'limit', text: why })
    this.destroy()
  }

  destroy(): void {
    this.recorder.close('server', 'destroyed')
    this.raw.destroy()
  }

  hangUp(): void {
    this.#ending.end(this.#socket, this.recorder, this.listener.clock.elapsedMs())
  }

  messageDone(): void {
    if (this.#ending.stopping) this.stop()
  }

  get gone(): boolean {
    return this.#gone
  }

  resume(action: () => void): void {
    this.#lastByteMs = this.listener.clock.elapsedMs()
    this.recorder.segment(this.#lastByteMs)
    try {
      action()
    } catch (error) {
      this.#failed(error)
    } finally {
      this.recorder.segmentDone()
      this.tellProgress()
    }
    if (this.conversation?.owing === true) return
    if (this.#gone) this.#onClose()
    else if (this.#left) this.#onEnd()
  }

  startTls(behind: Buffer): void {
    this.#course.startTls(behind)
  }

  /** TLS has taken the raw socket over: what it carries comes from here now. */
  adopt(socket: TLSSocket): void {
    this.#socket = socket
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
  }

  /** TLS has failed. */
  breakOff(close: Pick<SessionClose, 'by' | 'how'>): void {
    this.recorder.close(close.by, close.how)
    this.#socket.destroy()
  }

  /** Told at every segment, so that it costs a comparison where nobody listens. */
  tellProgress(): void {
    const { progress } = this.listener
    if (progress.size > 0) progress.emit(this)
  }

  #expire(what: 'idle-timeout' | 'deadline', reply: LastReply): void {
    this.recorder.add({ kind: 'server', what, text: reply.text })
    if (this.conversation === null) this.destroy()
    else this.conversation.finish(reply)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#lastByteMs = this.listener.clock.elapsedMs()
    if (this.#ending.drained(chunk.length, this.#lastByteMs)) {
      this.raw.destroy()
      return
    }
    this.recorder.segment(this.#lastByteMs)
    try {
      this.receiver.receive(chunk)
    } catch (error) {
      this.#failed(error)
    } finally {
      this.recorder.segmentDone()
      this.tellProgress()
    }
  }

  /** A fault of ours ends one connection, not the server. */
  #failed(error: unknown): void {
    this.listener.onError(error)
    this.recorder.add({ kind: 'server', what: 'fault', text: 'The server failed in this session' })
    this.destroy()
  }

  readonly #onEnd = (): void => {
    this.recorder.close('client', 'fin')
    this.#left = this.conversation?.owing === true
    if (this.#left) return
    this.receiver.peerEnded()
    this.hangUp()
  }

  readonly #onError = (error: Error): void => {
    this.recorder.add({ kind: 'socket-error', code: systemCode(error) })
    this.recorder.close('client', 'rst')
  }

  readonly #onClose = (): void => {
    if (this.#ended) return
    this.#gone = this.conversation?.owing === true
    if (this.#gone) {
      this.recorder.close('client', 'fin')
      return
    }
    this.receiver.peerEnded()
    this.recorder.close('client', 'fin')
    this.#ended = true
    this.receiver = nobody
    this.#onEnded(this)
  }
}
