import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Conversation } from './conversation.ts'
import type { ClientHello } from '../model/tls-facts.ts'
import { discardedOf } from './discarded.ts'
import { parseClientHello } from './client-hello.ts'
import { binaryProtocol, firstBytesOf, mayBeSmtp } from './first-bytes.ts'
import { HeldGreeting } from './held-greeting.ts'
import { ImplicitOpening, StrayTls } from './opening.ts'
import type { Receiver } from './receiver.ts'
import { replies } from './replies.ts'
import { renderReply, type LastReply } from './reply.ts'
import type { Session } from './session.ts'
import { TlsUpgrade } from './tls-upgrade.ts'

/**
 * What a connection goes through, as its profile says: greeting or silence, TLS, dialogue; and what a client on the
 * wrong way gets. The session keeps the socket; this decides who has its bytes.
 */
export class Course {
  readonly #session: Session
  /** What a connection gets in place of the greeting; null: it is welcome. */
  readonly #refused: LastReply | null

  constructor(session: Session, refused: LastReply | null) {
    this.#session = session
    this.#refused = refused
  }

  /** Begins as the profile says. */
  open(): void {
    const { listener, remote, recorder } = this.#session
    const { profile, settings, knocks } = listener
    if (profile.tls === 'implicit') {
      this.#awaitTls()
      return
    }
    const holdMs = settings.hints ? knocks.take(remote.host, recorder.startMs) : null
    if (holdMs === null) this.#greetInClear()
    else this.#holdGreeting(holdMs, recorder.startMs)
  }

  /** A TLS port that has not seen TLS: a line for the error message of a client that waits for a greeting. */
  hintPlaintext(): void {
    this.#hint(this.#session.raw, replies.hintImplicitTls, false)
  }

  /** STARTTLS: bytes that came behind it in clear are thrown away and told (RFC 3207 §4.2, CVE-2011-0411). */
  startTls(behind: Buffer): void {
    if (behind.length > 0) this.#session.recorder.add(discardedOf(behind))
    this.#startTls(true, (socket) => {
      this.#talk(new Conversation(socket, this.#session, true, true))
    })
  }

  #awaitTls(): void {
    this.#session.awaitsTls = true
    this.#session.receiver = new ImplicitOpening({
      recorder: this.#session.recorder,
      startTls: (bytes) => {
        // Too late: a hint is out already, in clear.
        if (this.#session.lingers) {
          this.#stray(false).receive(bytes)
          return
        }
        this.#startTls(true, (socket) => this.#greet(new Conversation(socket, this.#session, true, false)))
        this.#session.receiver.receive(bytes)
      },
      hangUp: () => this.#session.hangUp(),
    })
  }

  #greetInClear(): void {
    const conversation = new Conversation(this.#session.raw, this.#session, false, false)
    this.#greet(conversation)
    this.#session.receiver = {
      receive: (chunk) => this.#firstInClear(conversation, chunk),
      peerEnded: () => conversation.peerEnded(),
    }
  }

  #greet(conversation: Conversation): void {
    this.#talk(conversation)
    if (this.#refused === null) {
      conversation.greet()
      return
    }
    this.#session.recorder.add({ kind: 'server', what: 'limit', text: this.#refused.text })
    conversation.finish(this.#refused)
  }

  #talk(conversation: Conversation): void {
    this.#session.conversation = conversation
    this.#session.receiver = conversation
  }

  #firstInClear(conversation: Conversation, chunk: Buffer): void {
    const binary = binaryProtocol(chunk)
    if (binary === 'tls') {
      conversation.peerEnded()
      this.#session.conversation = null
      this.#stray(false).receive(chunk)
      return
    }
    this.#session.receiver = conversation
    if (binary !== null) {
      this.#session.recorder.spoke(binary)
      this.#session.recorder.add(firstBytesOf(binary, chunk, false))
    }
    if (binary === 'proxy') conversation.finish(replies.notSmtp)
    else conversation.receive(chunk)
  }

  /** TLS where none is spoken yet. */
  #stray(beforeGreeting: boolean): Receiver {
    const { recorder } = this.#session
    recorder.spoke('tls')
    const onHello = (hello: ClientHello): void => {
      if (this.#trusts(hello)) this.#knocked()
    }
    const hangUp = (): void => this.#session.hangUp()
    this.#session.receiver = new StrayTls({ recorder, onHello, hangUp }, beforeGreeting)
    return this.#session.receiver
  }

  /** Whether this peer has taken our certificate before, so that words inside TLS reach it. */
  #trusts({ ja4 }: ClientHello): boolean {
    const { listener, remote } = this.#session
    return listener.trusting.has(remote.host, ja4)
  }

  #knocked(): void {
    const { settings, knocks, clock } = this.#session.listener
    if (!settings.hints) return
    const nowMs = clock.elapsedMs()
    knocks.remember(this.#session.remote.host, nowMs, nowMs - this.#session.recorder.startMs)
  }

  /** A peer of this host came with TLS before. If it is TLS again, it is told inside TLS what is wrong. */
  #holdGreeting(holdMs: number, sinceMs: number): void {
    const { tls, profile, clock } = this.#session.listener
    const { recorder } = this.#session
    const reply = profile.tls === 'none' ? replies.hintPlain : replies.hintStarttls
    this.#session.receiver = new HeldGreeting(holdMs, {
      onTls: (chunk) => {
        const hello = parseClientHello(chunk)
        // Another one than the one that is waited for: it would meet a certificate it does not trust.
        if (tls === null || (hello !== null && hello !== 'incomplete' && !this.#trusts(hello))) {
          this.#stray(true).receive(chunk)
          return
        }
        this.#knocked()
        recorder.spoke('tls')
        recorder.add(firstBytesOf('tls', chunk, true))
        this.#startTls(false, (socket) => this.#hint(socket, reply, true))
        this.#session.receiver.receive(chunk)
      },
      onGreet: (chunk) => {
        // Another protocol is named as such when its line is read: that it came early is the least of it.
        if (chunk !== null && mayBeSmtp(chunk)) recorder.add(firstBytesOf('smtp', chunk, true))
        this.#greetInClear()
        if (chunk !== null) this.#session.receiver.receive(chunk)
      },
      onLeft: () => {
        const heldMs = Math.round(clock.elapsedMs() - sinceMs)
        const text = `The greeting was held for ${heldMs} ms of ${Math.round(holdMs)}: a client of this host had come to this port with TLS`
        recorder.add({ kind: 'server', what: 'greeting-held', text })
      },
    })
  }

  /** A line for the client's own error message. What a client said so far, it said in vain. */
  #hint(socket: Socket, reply: LastReply, secure: boolean): void {
    this.#session.recorder.add({ kind: 'server', what: 'hint', text: reply.text })
    this.#session.recorder.reply(reply, secure)
    socket.write(renderReply(reply))
    this.#session.hangUp()
  }

  /** The next bytes of the raw socket belong to a handshake. */
  #startTls(expected: boolean, onSecure: (socket: TLSSocket) => void): void {
    const { tls, clock } = this.#session.listener
    if (tls === null) {
      this.#session.destroy()
      return
    }
    this.#session.conversation = null
    this.#session.awaitsTls = false
    this.#session.handshakeMs = clock.elapsedMs()
    this.#session.upgrade = new TlsUpgrade({
      raw: this.#session.raw,
      tls,
      recorder: this.#session.recorder,
      expected,
      onWrapped: (socket) => {
        this.#session.adopt(socket)
      },
      onSecure: (socket, facts) => {
        this.#session.handshakeMs = null
        this.#session.tls = facts
        onSecure(socket)
      },
      onFailed: (close) => this.#session.breakOff(close),
    })
    this.#session.receiver = this.#session.upgrade
  }
}
