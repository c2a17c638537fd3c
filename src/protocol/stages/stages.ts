import type { FaultTls } from '../../model/fault.ts'
import type { TlsFacts } from '../../model/tls-facts.ts'
import type { SessionContext } from '../session-context.ts'
import { footings } from '../command-runner.ts'
import { Conversation } from '../conversation.ts'
import { replies } from '../replies/replies.ts'
import type { LastReply } from '../replies/reply.ts'
import { renderReply } from '../replies/reply-writer.ts'
import { ClearInstead } from './clear-instead.ts'
import { EarlyBytes } from '../fault-injection/early-bytes.ts'
import { binaryProtocol, discardedOf, firstBytesOf } from '../input/first-bytes.ts'
import { GoesOnInClear } from './goes-on-in-clear.ts'
import type { HeldGreeting } from './held-greeting.ts'
import { ImplicitTls } from './implicit-tls.ts'
import { LowPoints } from '../fault-injection/low-points.ts'
import type { Stage } from '../stage.ts'
import { TlsAttempt } from './tls-attempt.ts'
import { UnexpectedTlsAnswer } from './unexpected-tls-answer.ts'

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
  /** Made where a fault is set. */
  #low: LowPoints | null = null
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

  /** Until when something is delayed on purpose, in elapsed milliseconds; null: nothing is. */
  get delayUntilMs(): number | null {
    return this.#low?.delayUntilMs ?? this.#conversation?.delayUntilMs ?? null
  }

  /** What was delayed on purpose goes on; else the store is waited for no more. */
  waitNoMore(): void {
    const then = this.#low?.end() ?? null
    if (then === null) this.#conversation?.waitNoMore()
    else then()
  }

  /** The client has left, so nothing is delayed for it: a message that is in whole is kept or refused now. */
  hurry(): void {
    if (this.#low?.at === 'handshake') this.#low.end()
    while (this.delayUntilMs !== null) this.waitNoMore()
  }

  /** Begins as the profile says, or as a fault does. */
  open(): void {
    if (this.#refused === null && this.#context.listener.faults.armed) this.#passConnect()
    else this.#begin()
  }

  #passConnect(): void {
    const early = new EarlyBytes(this.#context.actions)
    const begin = (how: () => void): void => {
      how()
      const held = early.take()
      if (held !== null) this.#stage.receive(held)
    }
    this.#stage = early
    this.#points.pass('connect', {
      goOn: () => begin(() => this.#begin()),
      inClear: (how) => begin(() => this.#greet(this.#clearInstead(how, false))),
      cut: () => this.close(),
    })
  }

  #begin(): void {
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
    this.#low?.end()
    this.#attempt = null
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
  startTls(behind: Buffer, instead: FaultTls | null): void {
    if (instead !== null) {
      this.#clearInstead(instead, true)
      if (behind.length > 0) this.#stage.receive(behind)
      return
    }
    if (behind.length > 0) this.#context.record.add(discardedOf(behind))
    const onSecure = (): void => this.#talk(new Conversation(this.#context, footings.startedTls))
    this.#startTls(onSecure, (how) => this.#clearInstead(how, true).notALine())
  }

  get #points(): LowPoints {
    return (this.#low ??= new LowPoints(this.#context))
  }

  #awaitTls(): void {
    this.#awaitsTls = true
    this.#stage = new ImplicitTls({
      record: this.#context.record,
      startTls: (bytes) => {
        // Too late: a hint is out already, in clear.
        if (this.#context.lingers) this.#stage = new UnexpectedTlsAnswer(this.#context).unexpected(false)
        else this.#startImplicitTls()
        this.#stage.receive(bytes)
      },
      hangUp: () => this.#context.hangUp(),
    })
  }

  #startImplicitTls(): void {
    const onSecure = (): void => this.#greet(new Conversation(this.#context, footings.implicitTls))
    this.#startTls(onSecure, (how) => this.#greet(this.#clearInstead(how, false)))
  }

  /** The dialogue goes on in clear where TLS is due, on purpose. */
  #clearInstead(how: FaultTls, startedTls: boolean): Conversation {
    const asSecure = how === 'plaintext'
    const conversation = new Conversation(this.#context, {
      secure: false,
      asSecure,
      startedTls: startedTls && asSecure,
    })
    this.#awaitsTls = false
    this.#attempt = null
    this.#conversation = conversation
    this.#stage = new ClearInstead(this.#context.record, conversation)
    return conversation
  }

  #greetInClear(): void {
    const conversation = new Conversation(this.#context, footings.inClear)
    this.#greet(conversation)
    this.#stage = {
      receive: (chunk) => this.#firstInClear(conversation, chunk),
      peerEnded: () => conversation.peerEnded(),
    }
  }

  #greet(conversation: Conversation): void {
    if (this.#conversation !== conversation) this.#talk(conversation)
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
      this.#hand(new UnexpectedTlsAnswer(this.#context).unexpected(false), chunk)
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

  /** A peer of this host came with TLS before. */
  #holdGreeting(holdMs: number): void {
    this.#held = new UnexpectedTlsAnswer(this.#context).hold(holdMs, {
      unexpected: (stage, chunk) => this.#hand(stage, chunk),
      tellInTls: (reply, chunk) => {
        this.#startTls(() => this.#hint(reply, true), null)
        this.#stage.receive(chunk)
      },
      greet: (chunk) => {
        this.#greetInClear()
        if (chunk !== null) this.#stage.receive(chunk)
      },
    })
    this.#stage = this.#held
  }

  #hand(stage: Stage, chunk: Buffer): void {
    this.#stage = stage
    stage.receive(chunk)
  }

  /** A line for the client's own error message. What a client said so far, it said in vain. */
  #hint(reply: LastReply, secure: boolean): void {
    const { record, actions } = this.#context
    record.add({ kind: 'server', what: 'hint', text: reply.text })
    record.reply(reply, secure)
    actions.write(renderReply(reply))
    this.#context.hangUp()
  }

  /** The next bytes belong to a handshake. `instead`: it goes on in clear, on purpose; null: no TLS is expected here. */
  #startTls(onSecure: () => void, instead: ((how: FaultTls) => void) | null): void {
    const { listener, record, actions } = this.#context
    if (!listener.speaksTls) {
      this.#context.destroy()
      return
    }
    this.#conversation = null
    this.#awaitsTls = false
    this.#onSecure = onSecure
    this.#attempt = new TlsAttempt({
      record,
      expected: instead !== null,
      onHello: (begin, held) => {
        const cut = (): void => {
          this.close()
          this.#hand(new GoesOnInClear(this.#context), held())
        }
        if (instead === null || !listener.faults.armed) begin()
        else this.#points.pass('handshake', { goOn: begin, inClear: instead, cut })
      },
      startTls: (first) => actions.startTls(first),
      nowMs: () => this.#context.nowMs,
      onFailed: (close) => {
        record.close(close.by, close.how)
        actions.close('cut')
      },
    })
    this.#stage = this.#attempt
  }
}
