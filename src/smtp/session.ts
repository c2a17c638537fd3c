import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { systemCode } from '../base/errors.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import { Conversation } from './conversation.ts'
import { binaryProtocol, firstBytesOf, opensTls } from './first-bytes.ts'
import { ImplicitOpening, StrayTls } from './opening.ts'
import type { Receiver } from './receiver.ts'
import { RefusalCount } from './refusal-count.ts'
import { renderReply, replies, type Reply } from './replies.ts'
import { SessionRecorder } from './session-recorder.ts'
import type { ListenerShared } from './shared.ts'
import { TlsUpgrade } from './tls-upgrade.ts'

/** How long a peer may take to close its side after we closed ours; at a stop, less. */
const lingerMs = 5000
const lingerAtStopMs = 300
/** Slowest first byte of a right client was 450 ms; the most impatient wrong one gives up after 5 s. */
const silenceBeforeHintMs = 3000
/** As long for the ClientHello of one that has knocked with TLS before. */
const heldGreetingMs = 600
/** How long we remember that. */
const knockMemoryMs = 120_000
const knockMemorySize = 256

const nobody: Receiver = { receive: () => undefined, peerEnded: () => undefined }

/** One connection from accept to close: who has its bytes, how long it may live, how it ended. */
export class Session {
  readonly recorder: SessionRecorder
  readonly remote: { readonly host: string; readonly port: number }
  readonly listener: ListenerShared
  readonly refusals: RefusalCount = new RefusalCount()
  readonly #raw: Socket
  readonly #onEnded: (session: Session) => void
  readonly #refused: Reply | null
  #socket: Socket
  #receiver: Receiver = nobody
  #conversation: Conversation | null = null
  #upgrade: TlsUpgrade | null = null
  #opening: ImplicitOpening | null = null
  #heldTimer: NodeJS.Timeout | null = null
  #lastByteMs: number
  #upgradeStartMs = 0
  #lingerUntilMs = Infinity
  #stopping = false
  #cutting = false
  #ended = false
  tls: TlsFacts | null = null

  /** @param refused - The reply a connection gets in place of the greeting; null: it is welcome. */
  constructor(
    listener: ListenerShared,
    raw: Socket,
    refused: Reply | null,
    onEnded: (session: Session) => void,
  ) {
    this.listener = listener
    this.#raw = raw
    this.#socket = raw
    this.#refused = refused
    this.#onEnded = onEnded
    this.remote = { host: (raw.remoteAddress ?? '').replace(/^::ffff:/i, ''), port: raw.remotePort ?? 0 }
    const { ids, port, tls, clock } = listener
    const leaf = listener.profile.tls === 'none' ? null : (tls?.leaf ?? null)
    this.recorder = new SessionRecorder(ids.next('s'), port, this.remote, leaf, clock)
    this.#lastByteMs = this.recorder.startMs
    raw.on('data', this.#onData)
    raw.on('end', this.#onEnd)
    raw.on('error', this.#onError)
    raw.on('close', this.#onClose)
  }

  /** The session as it is now. */
  snapshot(): SessionRecord {
    return this.recorder.snapshot(this.#raw.bytesRead, this.#raw.bytesWritten, this.#ended)
  }

  /** Begins as the profile says. */
  open(): void {
    const { profile, settings, knocks, clock } = this.listener
    if (profile.tls === 'implicit') {
      this.#opening = new ImplicitOpening({
        recorder: this.recorder,
        startTls: (bytes) => this.#startTls(bytes, true, (socket) => this.#converse(socket, false)),
        hangUp: () => this.hangUp(),
      })
      this.#receiver = this.#opening
      return
    }
    const knockedUntil = knocks.get(this.remote.host)
    if (settings.hints && knockedUntil !== undefined) {
      knocks.delete(this.remote.host)
      if (clock.elapsedMs() < knockedUntil) {
        this.#holdGreeting()
        return
      }
    }
    this.#greetInClear()
  }

  /** Ends what has gone on for too long. */
  sweep(nowMs: number): void {
    const { settings } = this.listener
    if (nowMs >= this.#lingerUntilMs) {
      this.#raw.destroy()
    } else if (this.#lingerUntilMs < Infinity) {
      return
    } else if (nowMs - this.recorder.startMs >= settings.sessionTimeoutMs) {
      this.#expire('deadline', replies.deadline)
    } else if (this.#upgrade !== null) {
      if (nowMs - this.#upgradeStartMs >= settings.handshakeTimeoutMs) this.#upgrade.timedOut()
    } else if (nowMs - this.#lastByteMs >= settings.idleTimeoutMs) {
      this.#expire('idle-timeout', replies.idle)
    } else if (
      this.#opening !== null &&
      settings.hints &&
      nowMs - this.recorder.startMs >= silenceBeforeHintMs
    ) {
      this.#hintPlaintext()
    }
  }

  /** The server stops: at once, or when the message that is arriving is in. */
  stop(): void {
    if (this.#lingerUntilMs < Infinity) {
      this.#lingerUntilMs = Math.min(this.#lingerUntilMs, this.listener.clock.elapsedMs() + lingerAtStopMs)
      return
    }
    this.#stopping = true
    if (this.#conversation?.receiving === true) return
    this.recorder.add({ kind: 'server', what: 'shutdown', text: 'The server stops' })
    if (this.#conversation !== null) this.#conversation.finish(replies.shutdown)
    else this.destroy()
  }

  destroy(): void {
    this.recorder.close('server', 'destroyed')
    this.#raw.destroy()
  }

  /** Ends our side; the peer has a moment to end its own. */
  hangUp(): void {
    if (this.#lingerUntilMs < Infinity) return
    this.recorder.close('server', this.#cutting ? 'destroyed' : 'fin')
    this.#lingerUntilMs = this.listener.clock.elapsedMs() + (this.#stopping ? lingerAtStopMs : lingerMs)
    if (this.#cutting) this.#socket.destroySoon()
    else this.#socket.end()
    this.#socket.resume()
  }

  cut(): void {
    this.#cutting = true
  }

  messageDone(): void {
    if (this.#stopping) this.stop()
  }

  /** STARTTLS: bytes that came behind it in clear are thrown away and told (RFC 3207 §4.2, CVE-2011-0411). */
  startTls(behind: Buffer): void {
    if (behind.length > 0) this.#discard(behind)
    this.#startTls(null, true, (socket) => this.#converse(socket, true))
  }

  #greetInClear(): void {
    const conversation = new Conversation(this.#raw, this, false, false)
    this.#receiver = {
      receive: (chunk) => this.#firstInClear(conversation, chunk),
      peerEnded: () => conversation.peerEnded(),
    }
    this.#conversation = conversation
    this.#greet(conversation)
  }

  #greet(conversation: Conversation): void {
    if (this.#refused === null) {
      conversation.greet()
      return
    }
    this.recorder.add({ kind: 'server', what: 'limit', text: 'Too many connections on this port' })
    conversation.finish(this.#refused)
  }

  #firstInClear(conversation: Conversation, chunk: Buffer): void {
    const binary = binaryProtocol(chunk)
    if (binary === 'tls') {
      this.#stray(false).receive(chunk)
      return
    }
    this.#receiver = conversation
    if (binary !== null) {
      this.recorder.speaker = binary
      this.recorder.add(firstBytesOf(binary, chunk, false))
      if (binary === 'proxy') {
        conversation.finish(replies.notSmtp)
        return
      }
    }
    conversation.receive(chunk)
  }

  #stray(beforeGreeting: boolean): Receiver {
    const { knocks, clock, settings } = this.listener
    if (settings.hints) {
      if (knocks.size >= knockMemorySize) knocks.clear()
      knocks.set(this.remote.host, clock.elapsedMs() + knockMemoryMs)
    }
    this.#conversation = null
    this.#receiver = new StrayTls({ recorder: this.recorder, hangUp: () => this.hangUp() }, beforeGreeting)
    return this.#receiver
  }

  /** This peer came with TLS before: wait for its first bytes, and if it is TLS again, say inside TLS what is wrong. */
  #holdGreeting(): void {
    const greet = (): void => {
      if (this.#heldTimer !== null) clearTimeout(this.#heldTimer)
      this.#heldTimer = null
      this.#greetInClear()
    }
    this.#heldTimer = setTimeout(greet, heldGreetingMs)
    this.#receiver = {
      receive: (chunk) => {
        if (!opensTls(chunk) || this.listener.tls === null) {
          this.recorder.add(firstBytesOf('smtp', chunk, true))
          greet()
          this.#receiver.receive(chunk)
          return
        }
        if (this.#heldTimer !== null) clearTimeout(this.#heldTimer)
        this.#heldTimer = null
        this.#stray(true)
        this.recorder.add(firstBytesOf('tls', chunk, true))
        this.#startTls(chunk, false, (socket) => this.#hintInTls(socket))
      },
      peerEnded: () => undefined,
    }
  }

  #hintInTls(socket: TLSSocket): void {
    const reply = this.listener.profile.tls === 'none' ? replies.hintPlain : replies.hintStarttls
    this.#say(socket, reply, true)
  }

  /** Plaintext on a TLS port: the client waits for a greeting and shows this line in its own error message. */
  #hintPlaintext(): void {
    if (this.#opening?.silent === false) {
      // It has spoken, in plaintext: what it said goes into the record before the answer.
      this.#opening.peerEnded()
    }
    this.#say(this.#raw, replies.hintImplicitTls, false)
  }

  #say(socket: Socket, reply: Reply & { readonly text: string }, secure: boolean): void {
    this.recorder.add({ kind: 'server', what: 'hint', text: reply.text })
    const { code, enhanced, text } = reply
    this.recorder.add({ kind: 'reply', code, enhanced, text: [text], secure })
    socket.write(renderReply(reply))
    this.hangUp()
  }

  #startTls(first: Buffer | null, expected: boolean, onSecure: (socket: TLSSocket) => void): void {
    const { tls, clock } = this.listener
    if (tls === null) {
      this.destroy()
      return
    }
    this.#conversation = null
    this.#opening = null
    this.#upgradeStartMs = clock.elapsedMs()
    const upgrade = new TlsUpgrade({
      raw: this.#raw,
      tls,
      recorder: this.recorder,
      expected,
      onWrapped: (socket) => {
        this.#socket = socket
        socket.on('data', this.#onData)
        socket.on('end', this.#onEnd)
      },
      onSecure: (socket, facts) => {
        this.#upgrade = null
        this.tls = facts
        onSecure(socket)
      },
      onFailed: (byClient) => {
        this.#upgrade = null
        this.recorder.close(byClient ? 'client' : 'server', byClient ? 'fin' : 'destroyed')
        this.#socket.destroy()
      },
    })
    this.#upgrade = upgrade
    this.#receiver = upgrade
    if (first !== null) upgrade.receive(first)
  }

  #converse(socket: TLSSocket, startedTls: boolean): void {
    const conversation = new Conversation(socket, this, true, startedTls)
    this.#conversation = conversation
    this.#receiver = conversation
    if (!startedTls) this.#greet(conversation)
  }

  #discard(bytes: Buffer): void {
    const verbs = bytes
      .toString('latin1', 0, 512)
      .split(/\r?\n/)
      .map((line) => /^[A-Za-z]{4,8}(?=[ \t]|$)/.exec(line)?.[0].toUpperCase() ?? '')
      .filter((verb) => verb !== '')
      .slice(0, 10)
    this.recorder.add({ kind: 'discarded', sizeBytes: bytes.length, verbs })
  }

  #expire(what: 'idle-timeout' | 'deadline', reply: Reply & { readonly text: string }): void {
    this.recorder.add({ kind: 'server', what, text: reply.text })
    if (this.#conversation === null) this.destroy()
    else this.#conversation.finish(reply)
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#lastByteMs = this.listener.clock.elapsedMs()
    this.recorder.firstByte()
    this.#receiver.receive(chunk)
  }

  readonly #onEnd = (): void => {
    this.recorder.close('client', 'fin')
    this.#receiver.peerEnded()
    this.hangUp()
  }

  readonly #onError = (error: Error): void => {
    const code = systemCode(error)
    if (this.#upgrade === null) this.recorder.add({ kind: 'socket-error', code })
    this.recorder.close('client', 'rst')
  }

  readonly #onClose = (): void => {
    if (this.#ended) return
    if (this.#heldTimer !== null) clearTimeout(this.#heldTimer)
    this.#receiver.peerEnded()
    this.recorder.close('client', 'fin')
    this.#ended = true
    this.#receiver = nobody
    this.#onEnded(this)
  }
}
