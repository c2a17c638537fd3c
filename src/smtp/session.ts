import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { systemCode } from '../base/errors.ts'
import type { SessionClose, SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Conversation } from './conversation.ts'
import { Course } from './course.ts'
import { overdueOf } from './lifetime.ts'
import type { Receiver } from './receiver.ts'
import { RefusalCount } from './refusal-count.ts'
import { replies, type LastReply } from './replies.ts'
import { SessionRecorder } from './session-recorder.ts'
import type { ListenerShared } from './shared.ts'
import type { Surroundings } from './surroundings.ts'
import type { TlsUpgrade } from './tls-upgrade.ts'

/** How long a peer may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300

const nobody: Receiver = { receive: () => undefined, peerEnded: () => undefined }

/** One connection from accept to close: who has its bytes, how long it may live, how it ended. */
export class Session implements Surroundings {
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
  #lingerUntilMs: number | null = null
  #stopping = false
  #cutting = false
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
    raw.on('data', this.#onData)
    raw.on('end', this.#onEnd)
    raw.on('error', this.#onError)
    raw.on('close', this.#onClose)
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
    return this.#lingerUntilMs !== null
  }

  /** Ends what has gone on for too long. */
  sweep(nowMs: number): void {
    const overdue = overdueOf(
      {
        nowMs,
        startMs: this.recorder.startMs,
        lastByteMs: this.#lastByteMs,
        handshakeMs: this.handshakeMs,
        lingerUntilMs: this.#lingerUntilMs,
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
    this.#stopping = true
    if (this.#lingerUntilMs !== null) {
      this.#linger()
    } else if (this.conversation?.receiving !== true) {
      this.recorder.add({ kind: 'server', what: 'shutdown', text: 'The server stops' })
      if (this.conversation === null) this.destroy()
      else this.conversation.finish(replies.shutdown)
    }
  }

  destroy(): void {
    this.recorder.close('server', 'destroyed')
    this.raw.destroy()
  }

  hangUp(): void {
    if (this.#lingerUntilMs !== null) return
    this.recorder.close('server', this.#cutting ? 'destroyed' : 'fin')
    this.#linger()
    if (this.#cutting) {
      this.#socket.pause()
      this.#socket.destroySoon()
    } else {
      this.#socket.end()
      this.#socket.resume()
    }
  }

  cut(): void {
    this.#cutting = true
  }

  messageDone(): void {
    if (this.#stopping) this.stop()
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

  #expire(what: 'idle-timeout' | 'deadline', reply: LastReply): void {
    this.recorder.add({ kind: 'server', what, text: reply.text })
    if (this.conversation === null) this.destroy()
    else this.conversation.finish(reply)
  }

  #linger(): void {
    const nowMs = this.listener.clock.elapsedMs()
    const untilMs = nowMs + (this.#stopping ? lingerAtStopMs : lingerMs)
    this.#lingerUntilMs = Math.min(this.#lingerUntilMs ?? Infinity, untilMs)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#lastByteMs = this.listener.clock.elapsedMs()
    this.recorder.firstByte()
    this.receiver.receive(chunk)
  }

  readonly #onEnd = (): void => {
    this.recorder.close('client', 'fin')
    this.receiver.peerEnded()
    this.hangUp()
  }

  readonly #onError = (error: Error): void => {
    this.recorder.add({ kind: 'socket-error', code: systemCode(error) })
    this.recorder.close('client', 'rst')
  }

  readonly #onClose = (): void => {
    if (this.#ended) return
    this.receiver.peerEnded()
    this.recorder.close('client', 'fin')
    this.#ended = true
    this.receiver = nobody
    this.#onEnded(this)
  }
}
