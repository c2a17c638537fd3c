import type { ClientHello, TlsFacts } from '../../model/tls-facts.ts'
import type { SessionContext } from '../session-context.ts'
import { Conversation } from '../conversation.ts'
import type { Fact } from '../record.ts'
import { replies } from '../replies/replies.ts'
import { renderReply, type LastReply } from '../replies/reply.ts'
import { authCarriesSecret } from '../sasl/carried-secret.ts'
import { parseClientHello } from '../tls-records/client-hello.ts'
import { binaryProtocol, firstBytesOf, mayBeSmtp } from './first-bytes.ts'
import { HeldGreeting } from './held-greeting.ts'
import { ImplicitTls } from './implicit-tls.ts'
import type { Stage } from './stage.ts'
import { TlsAttempt } from './tls-attempt.ts'
import { UnexpectedTls } from './unexpected-tls.ts'

const nobody: Stage = { receive: () => undefined, peerEnded: () => undefined }

/**
 * What a connection goes through, as its profile says: greeting or silence, TLS, dialogue; and what a client on the
 * wrong way gets. Its bytes are whoever's turn it is.
 */
export class Stages {
  readonly #context: SessionContext
  /** What a connection gets in place of the greeting; null: it is welcome. */
  readonly #refused: LastReply | null
  #stage: Stage = nobody
  #conversation: Conversation | null = null
  #attempt: TlsAttempt | null = null
  #held: HeldGreeting | null = null
  #awaitsTls = false
  #onSecure: () => void = () => undefined

  constructor(context: SessionContext, refused: LastReply | null) {
    this.#context = context
    this.#refused = refused
  }

  /** The dialogue that goes on, if one does. */
  get conversation(): Conversation | null {
    return this.#conversation
  }

  /** A TLS port that has not seen TLS yet. */
  get awaitsTls(): boolean {
    return this.#awaitsTls
  }

  /** Elapsed milliseconds; null: no handshake is going on. */
  get handshakeSinceMs(): number | null {
    return this.#attempt?.goesOn === true ? this.#attempt.sinceMs : null
  }

  /** Elapsed milliseconds; null: no greeting is held. */
  get heldUntilMs(): number | null {
    return this.#held !== null && this.#stage === this.#held ? this.#held.untilMs : null
  }

  /** Begins as the profile says. */
  open(): void {
    const { listener, remote, nowMs } = this.#context
    const { profile, settings, unexpectedTlsPeers } = listener
    if (profile.tls === 'implicit') {
      this.#awaitTls()
      return
    }
    const holdMs = settings.hints ? unexpectedTlsPeers.take(remote.host, nowMs) : null
    if (holdMs === null) this.#greetInClear()
    else this.#holdGreeting(holdMs)
  }

  /** Who has the bytes now. */
  get turn(): Stage {
    return this.#stage
  }

  /** Nothing more will come. */
  close(): void {
    this.#stage = nobody
  }

  secured(facts: TlsFacts): void {
    if (this.#attempt?.secured(facts) === true) this.#onSecure()
  }

  tlsBroken(code: string): void {
    this.#attempt?.broken(code)
  }

  handshakeTimedOut(): void {
    this.#attempt?.timedOut()
  }

  greetHeld(): void {
    this.#held?.greet()
  }

  /** A TLS port that has not seen TLS: a line for the error message of a client that waits for a greeting. */
  hintPlaintext(): void {
    this.#hint(replies.hintImplicitTls, false)
  }

  /** STARTTLS: bytes that came behind it in clear are thrown away and told (RFC 3207 §4.2, CVE-2011-0411). */
  startTls(behind: Buffer): void {
    if (behind.length > 0) this.#context.record.add(discardedOf(behind))
    this.#startTls(true, () => {
      this.#talk(new Conversation(this.#context, true, true))
    })
  }

  #awaitTls(): void {
    this.#awaitsTls = true
    this.#stage = new ImplicitTls({
      record: this.#context.record,
      startTls: (bytes) => {
        // Too late: a hint is out already, in clear.
        if (this.#context.lingers) this.#unexpectedTls(false)
        else this.#startTls(true, () => this.#greet(new Conversation(this.#context, true, false)))
        this.#stage.receive(bytes)
      },
      hangUp: () => this.#context.hangUp(),
    })
  }

  #greetInClear(): void {
    const conversation = new Conversation(this.#context, false, false)
    this.#greet(conversation)
    this.#stage = {
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
    this.#context.record.add({ kind: 'server', what: 'limit', text: this.#refused.text })
    conversation.finish(this.#refused)
  }

  #talk(conversation: Conversation): void {
    this.#conversation = conversation
    this.#stage = conversation
  }

  #firstInClear(conversation: Conversation, chunk: Buffer): void {
    const binary = binaryProtocol(chunk)
    if (binary === 'tls') {
      conversation.peerEnded()
      this.#conversation = null
      this.#unexpectedTls(false)
      this.#stage.receive(chunk)
      return
    }
    this.#stage = conversation
    if (binary !== null) {
      this.#context.record.spoke(binary)
      this.#context.record.add(firstBytesOf(binary, chunk, false))
    }
    if (binary === 'proxy') conversation.finish(replies.notSmtp)
    else conversation.receive(chunk)
  }

  /** TLS where none is spoken yet. */
  #unexpectedTls(beforeGreeting: boolean): void {
    const { record } = this.#context
    const onHello = (hello: ClientHello): void => {
      if (this.#trusts(hello)) this.#rememberUnexpectedTls()
    }
    this.#stage = new UnexpectedTls({ record, onHello, hangUp: () => this.#context.hangUp() }, beforeGreeting)
  }

  /** Whether this peer has taken our certificate before, so that words inside TLS reach it. */
  #trusts({ ja4 }: ClientHello): boolean {
    const { listener, remote } = this.#context
    return listener.trusting.has(remote.host, ja4)
  }

  #rememberUnexpectedTls(): void {
    const { listener, remote, record, nowMs } = this.#context
    if (listener.settings.hints)
      listener.unexpectedTlsPeers.remember(remote.host, nowMs, nowMs - record.startMs)
  }

  /** A peer of this host came with TLS before. If it is TLS again, it is told inside TLS what is wrong. */
  #holdGreeting(holdMs: number): void {
    const { record, listener, nowMs: sinceMs } = this.#context
    const { speaksTls, profile } = listener
    const reply = profile.tls === 'none' ? replies.hintPlain : replies.hintStarttls
    this.#held = new HeldGreeting(sinceMs + holdMs, {
      onTls: (chunk) => {
        const hello = parseClientHello(chunk)
        // Another one than the one that is waited for: it would meet a certificate it does not trust.
        if (!speaksTls || (hello !== null && hello !== 'incomplete' && !this.#trusts(hello))) {
          this.#unexpectedTls(true)
        } else {
          this.#rememberUnexpectedTls()
          record.spoke('tls')
          record.add(firstBytesOf('tls', chunk, true))
          this.#startTls(false, () => this.#hint(reply, true))
        }
        this.#stage.receive(chunk)
      },
      onGreet: (chunk) => {
        // Another protocol is named as such when its line is read: that it came early is the least of it.
        if (chunk !== null && mayBeSmtp(chunk)) record.add(firstBytesOf('smtp', chunk, true))
        this.#greetInClear()
        if (chunk !== null) this.#stage.receive(chunk)
      },
      onLeft: () => {
        const heldMs = Math.round(this.#context.nowMs - sinceMs)
        const text = `The greeting was held for ${heldMs} ms of ${Math.round(holdMs)}: a client of this host had come to this port with TLS`
        record.add({ kind: 'server', what: 'greeting-held', text })
      },
    })
    this.#stage = this.#held
  }

  /** A line for the client's own error message. What a client said so far, it said in vain. */
  #hint(reply: LastReply, secure: boolean): void {
    const { record, actions } = this.#context
    record.add({ kind: 'server', what: 'hint', text: reply.text })
    record.reply(reply, secure)
    actions.write(renderReply(reply))
    this.#context.hangUp()
  }

  /** The next bytes belong to a handshake. */
  #startTls(expected: boolean, onSecure: () => void): void {
    const { listener, record, actions, nowMs } = this.#context
    if (!listener.speaksTls) {
      this.#context.destroy()
      return
    }
    this.#conversation = null
    this.#awaitsTls = false
    this.#onSecure = onSecure
    this.#attempt = new TlsAttempt(
      {
        record,
        expected,
        onHello: (first) => actions.startTls(first),
        onFailed: (close) => {
          record.close(close.by, close.how)
          actions.close('cut')
        },
      },
      nowMs,
    )
    this.#stage = this.#attempt
  }
}

const knownVerb = /^(?:EHLO|HELO|MAIL|RCPT|DATA|RSET|NOOP|QUIT|AUTH|STARTTLS)(?=[ \t]|$)/i

/** Plaintext that came behind STARTTLS: how much, and the verbs of its first lines, nothing else of it. */
function discardedOf(bytes: Buffer): Fact {
  const lines = bytes.toString('latin1', 0, 512).split(/\r?\n/)
  const verbs = lines
    .map((line) => knownVerb.exec(line)?.[0]?.toUpperCase())
    .filter((verb) => verb !== undefined)
  return {
    kind: 'discarded',
    sizeBytes: bytes.length,
    verbs: verbs.slice(0, 10),
    ...(lines.some(authCarriesSecret) && { credentialsSent: true }),
  }
}
