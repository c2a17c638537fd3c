/**
 * Who opens a connection, as its profile says: a greeting, silence until TLS, or what a fault has in their place; and which
 * stage follows which. It holds nothing of its own: once a stage has the bytes, that one knows how it goes on.
 */
import { faultAt, strangerOf } from '../fault-injection/fault-at.ts'
import type { FaultTls } from '../../model/fault.ts'
import { Conversation } from '../conversation.ts'
import { binaryProtocol, discardedOf, firstBytesOf } from '../input/first-bytes.ts'
import { replies } from '../replies/replies.ts'
import type { LastReply } from '../replies/reply.ts'
import { renderReply } from '../replies/reply-writer.ts'
import type { SessionContext } from '../session-context.ts'
import { nobody, type Stage } from '../stage.ts'
import { type TlsState, tlsStates } from '../tls-state.ts'
import { openingBytes, WaitingStage } from '../waiting.ts'
import { AfterRefusal, onListener } from './after-refusal.ts'
import { ClearInstead } from './clear-instead.ts'
import { ImplicitTls } from './implicit-tls.ts'
import { TlsAttempt, type TlsAttemptParts } from './tls-attempt.ts'
import { holdGreeting, unexpectedTls } from './unexpected-tls-answer.ts'

export class Opening {
  readonly #context: SessionContext
  readonly #refused: LastReply | null

  /** @param refused - What a connection gets in place of the greeting; null: it is welcome */
  constructor(context: SessionContext, refused: LastReply | null) {
    this.#context = context
    this.#refused = refused
  }

  /** The first stage. */
  open(): Stage {
    if (this.#refused !== null || !this.#context.listener.faults.armed) return this.#begin()
    const subject = strangerOf(this.#context)
    const stage = faultAt<Stage>(this.#context, 'connect', subject, undefined, (fired) => {
      const { tls, cut } = fired?.fault ?? {}
      const { ending, nowMs } = this.#context
      const next = tls ? this.#greet(this.#clearInstead(tls, false)) : cut ? nobody : this.#begin()
      if (cut === 'rst') ending.reset()
      else if (cut === 'fin') ending.hangUp(nowMs)
      return next
    })
    return 'resume' in stage ? new WaitingStage(this.#context, stage, nobody, openingBytes) : stage
  }

  #begin(): Stage {
    const { listener, remote, nowMs } = this.#context
    const { profile, settings, unexpectedTlsPeers } = listener
    if (profile.tls === 'implicit') return this.#awaitTls()
    const holdMs = settings.hints ? unexpectedTlsPeers.take(remote.host, nowMs) : null
    if (holdMs === null) return this.#greetInClear()
    return holdGreeting(this.#context, holdMs, {
      tellInTls: (reply) => {
        const attempt: Stage = this.#startTls({
          onSecure: () => {
            this.#hint(reply, true)
            return attempt
          },
          instead: null,
          afterRefusal: null,
        })
        return attempt
      },
      greet: () => this.#greetInClear(),
    })
  }

  #awaitTls(): Stage {
    return new ImplicitTls(this.#context, {
      startTls: () =>
        // Too late: a hint is out already, unencrypted.
        this.#context.ending.lingerUntilMs === null
          ? this.#startTls({
              onSecure: () => this.#greet(this.#conversation(tlsStates.implicit)),
              instead: (how) => this.#greet(this.#clearInstead(how, false)),
              afterRefusal: this.#ifRefused(true),
            })
          : unexpectedTls(this.#context, false),
      hint: () => this.#hint(replies.hintImplicitTls, false),
      unencrypted: this.#context.listener.afterRefusal?.again === true ? () => this.#afterRefusal() : null,
    })
  }

  /** Bytes that came unencrypted after STARTTLS are thrown away and recorded (RFC 3207 §4.2, CVE-2011-0411). */
  #afterStartTls(rest: Buffer, instead: FaultTls | null): Stage {
    if (instead !== null) {
      const conversation = this.#clearInstead(instead, true)
      return rest.length > 0 ? conversation.bytes(rest) : conversation
    }
    if (rest.length > 0) this.#context.record.add(discardedOf(rest))
    return this.#startTls({
      onSecure: () => this.#conversation(tlsStates.started),
      instead: (how) => {
        const conversation = this.#clearInstead(how, true)
        conversation.notALine()
        return conversation
      },
      afterRefusal: this.#ifRefused(false),
    })
  }

  #ifRefused(greets: boolean): TlsAttemptParts['afterRefusal'] {
    if (this.#context.listener.afterRefusal === null) return null
    return () => new AfterRefusal(this.#context, { greets, conversation: () => this.#afterRefusal() })
  }

  /** The dialogue with a client that has refused TLS and goes on. It need not greet again. */
  #afterRefusal(): Conversation {
    const { listener } = this.#context
    const context = onListener(this.#context, listener.afterRefusal?.unencrypted ?? listener)
    const tls = { ...tlsStates.none, greeted: true as const }
    return new ClearInstead(context, { tls, startTls: this.#startsTls })
  }

  #startTls(parts: TlsAttemptParts): Stage {
    if (this.#context.listener.speaksTls) return new TlsAttempt(this.#context, parts)
    this.#context.ending.destroy()
    return nobody
  }

  #conversation(tls: TlsState): Conversation {
    return new Conversation(this.#context, { tls, startTls: this.#startsTls })
  }

  /** The dialogue goes on unencrypted where TLS is due, on purpose. */
  #clearInstead(how: FaultTls, startedTls: boolean): Conversation {
    const asSecure = how === 'plaintext'
    // Nothing began anew: a client that overlooks that there is no TLS need not greet again.
    const tls = { secure: false, asSecure, startedTls: false, ...(startedTls && { greeted: true as const }) }
    return new ClearInstead(this.#context, { tls, startTls: this.#startsTls })
  }

  readonly #startsTls = (rest: Buffer, instead: FaultTls | null): Stage => this.#afterStartTls(rest, instead)

  #greetInClear(): Stage {
    const first = (chunk: Buffer, conversation: Conversation): Stage | null =>
      this.#firstInClear(chunk, conversation)
    return this.#greet(
      new Conversation(this.#context, { tls: tlsStates.none, startTls: this.#startsTls, first }),
    )
  }

  #greet(conversation: Conversation): Stage {
    if (this.#refused === null) return conversation.greet()
    this.#context.record.add({ kind: 'server', what: 'limit', text: this.#refused.text })
    conversation.finish(this.#refused)
    return conversation
  }

  #firstInClear(chunk: Buffer, conversation: Conversation): Stage | null {
    const binary = binaryProtocol(chunk)
    if (binary === null) return null
    if (binary === 'tls') {
      conversation.ended()
      return unexpectedTls(this.#context, false).bytes(chunk)
    }
    this.#context.record.spoke(binary)
    this.#context.record.add(firstBytesOf(binary, chunk, false))
    if (binary === 'other') return null
    conversation.finish(replies.notSmtp)
    return conversation
  }

  /** A line for the client's own error message. What a client said so far, it said in vain. */
  #hint(reply: LastReply, secure: boolean): void {
    const { record, actions, ending, nowMs } = this.#context
    record.add({ kind: 'server', what: 'hint', text: reply.text })
    record.reply(reply, secure)
    actions.write(renderReply(reply))
    ending.hangUp(nowMs)
  }
}
