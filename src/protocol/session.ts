/**
 * One connection from accept to close, without a socket: what happens goes in, each with its time in elapsed milliseconds,
 * and what is to be done comes out as actions. It holds the one stage that has the bytes and puts its successor in its
 * place; how long it may live and how it ends is decided here. It does not know what is spoken.
 */
import type { SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Actions, Answer } from './actions.ts'
import { SessionRecorder } from './record.ts'
import { RefusalCount } from './refusal-count.ts'
import { replies } from './replies/replies.ts'
import type { LastReply } from './replies/reply.ts'
import type { SessionContext, SessionEnds } from './session-context.ts'
import { nextDueMs, overdueOf, type SessionTimes } from './session-limits.ts'
import type { ListenerShared } from './shared.ts'
import { nobody, type Stage, type TlsOver } from './stage.ts'
import { Opening } from './stages/opening.ts'
import { Teardown } from './teardown.ts'
import { WaitingStage } from './waiting.ts'

/** The facts of a session; the session alone changes them. */
class Facts implements SessionContext {
  readonly listener: ListenerShared
  readonly remote: SessionEnds['remote']
  readonly localHost: SessionEnds['localHost']
  readonly actions: Actions
  readonly record: SessionRecorder
  readonly refusals: RefusalCount = new RefusalCount()
  readonly ending: Teardown
  nowMs: number
  gone = false

  constructor(listener: ListenerShared, { remote, localHost }: SessionEnds, actions: Actions, nowMs: number) {
    this.listener = listener
    this.remote = remote
    this.localHost = localHost
    this.actions = actions
    this.nowMs = nowMs
    this.record = new SessionRecorder(listener, remote, nowMs)
    this.ending = new Teardown(this.record, actions)
  }
}

export class Session {
  readonly #facts: Facts
  readonly #opening: Opening
  #stage: Stage = nobody
  /** The handshake that has succeeded: how its TLS fails is reported to it. */
  #tls: Stage | null = null
  #lastByteMs: number
  /** The client has ended its side. */
  #left = false
  #delayedMs = 0
  #ended = false

  /** @param refused - The reply a connection gets in place of the greeting; null: it is welcome */
  constructor(
    listener: ListenerShared,
    ends: SessionEnds,
    actions: Actions,
    refused: LastReply | null,
    nowMs: number,
  ) {
    this.#lastByteMs = nowMs
    this.#facts = new Facts(listener, ends, actions, nowMs)
    this.#opening = new Opening(this.#facts, refused)
  }

  get id(): string {
    return this.#facts.record.id
  }

  /** Whether nothing more will happen: the connection is closed, and no answer is owed. */
  get ended(): boolean {
    return this.#ended
  }

  /** When `time` has something to do, in elapsed milliseconds. */
  get dueMs(): number {
    return nextDueMs(this.#times, this.#facts.listener.settings)
  }

  /** The session as it is now. */
  snapshot(bytesIn: number, bytesOut: number): SessionRecord {
    return this.#facts.record.snapshot(bytesIn, bytesOut, this.#ended)
  }

  /** Begins as the profile says. */
  open(nowMs: number): void {
    this.#at(nowMs)
    this.#stage = this.#opening.open()
  }

  /** Cut without a word: too many have come. */
  refuse(nowMs: number, why: string): void {
    this.#at(nowMs)
    this.#facts.record.add({ kind: 'server', what: 'limit', text: why })
    this.destroy()
  }

  /**
   * What the client sent. The chunk is the session's only until this returns.
   *
   * @param afterTls - It came unencrypted when TLS was over, and the dialogue with it: nobody answers it
   */
  bytes(nowMs: number, chunk: Buffer, afterTls = false): void {
    const { record, ending, actions } = this.#facts
    this.#at(nowMs)
    this.#lastByteMs = nowMs
    record.byteCame()
    if (this.#tls === null || afterTls) record.unencrypted(chunk)
    if (ending.lingerUntilMs !== null && ending.drained(chunk.length, nowMs)) actions.close('cut')
    else if (!afterTls) this.#stage = this.#stage.bytes(chunk)
  }

  /** The handshake has succeeded. */
  secured(nowMs: number, facts: TlsFacts): void {
    this.#at(nowMs)
    const attempt = this.#stage
    if (attempt.secured === undefined) return
    this.#tls = attempt
    this.#stage = attempt.secured(facts)
  }

  /**
   * TLS has failed, in the handshake or later; `code` as Node gives it. Or it is `over`, and the connection is not until its
   * end comes: what comes now is unencrypted.
   */
  tlsBroken(nowMs: number, how: { readonly code: string } | { readonly over: TlsOver }): void {
    this.#at(nowMs)
    const attempt = this.#tls ?? this.#stage
    if ('code' in how) {
      attempt.tlsBroken?.(how.code)
      return
    }
    if (attempt.tlsOver === undefined) return
    if (this.#tls !== null) this.#stage.ended()
    this.#tls = null
    this.#stage = attempt.tlsOver(how.over)
  }

  /** A later answer to `deliver`. */
  answered(nowMs: number, id: string, answer: Answer): void {
    this.#at(nowMs)
    this.#lastByteMs = nowMs
    const stage = this.#stage
    if (stage instanceof WaitingStage && stage.isFor(id)) this.#resume(stage, answer)
    else if (answer === null) this.#facts.actions.withdraw(id)
  }

  /** Whether the answer to a message is the last thing that went out, and no command came after it. */
  get hasAnsweredMessage(): boolean {
    return this.#facts.record.isMessageLast
  }

  /** The client will send no more. `closeNotify`: it took leave of TLS, and had said nothing under it. */
  peerEnded(nowMs: number, closeNotify = false): void {
    this.#at(nowMs)
    this.#facts.record.close('client', 'fin', closeNotify)
    this.#left = true
    this.#leave()
  }

  /** The connection broke; `code` as the system gives it. */
  broken(nowMs: number, code: string): void {
    this.#at(nowMs)
    this.#facts.record.add({ kind: 'socket-error', code })
    this.#facts.record.close('client', 'rst')
  }

  /** The connection is no more. */
  closed(nowMs: number): void {
    this.#at(nowMs)
    this.#facts.gone = true
    // A message that was in whole is kept or refused now; everything else is broken off.
    if (this.#owing) this.#hurry()
    if (this.#owing) this.#facts.record.close('client', 'fin')
    else this.#over()
  }

  /** The event loop was late by so much: nothing that the client did meanwhile was seen in time. */
  late(ms: number): void {
    this.#facts.record.late(ms)
  }

  /** Time has passed: ends what has gone on for too long. */
  time(nowMs: number): void {
    if (this.#ended) return
    this.#at(nowMs)
    const { listener, actions } = this.#facts
    switch (overdueOf(nowMs, this.#times, listener.settings)) {
      case 'linger':
        actions.close('cut')
        break
      case 'deadline':
        this.#expire('deadline', replies.deadline)
        break
      case 'idle-timeout':
        this.#expire('idle-timeout', replies.idle)
        break
      case 'stage':
        if (this.#stage instanceof WaitingStage) this.#resume(this.#stage)
        else this.#stage = this.#stage.time()
        break
      case null:
        break
    }
  }

  /** The server stops: at once, or when the message that is arriving is answered for. */
  stop(nowMs: number): void {
    this.#at(nowMs)
    this.#facts.ending.hurry(nowMs)
    this.#facts.actions.pace(null)
    if (this.#stage instanceof WaitingStage && this.#stage.due.what === 'delay') this.#resume(this.#stage)
    if (this.#stage.busy !== true) this.#stop()
  }

  /** The server stops, and waits for no message any more. */
  stopNow(nowMs: number): void {
    this.#at(nowMs)
    if (this.#stage instanceof WaitingStage) this.#resume(this.#stage)
    else this.#stop()
  }

  /** Something of ours failed. */
  failed(nowMs: number): void {
    this.#at(nowMs)
    this.#facts.record.add({ kind: 'server', what: 'fault', text: 'The server failed in this session' })
    this.destroy()
  }

  destroy(): void {
    this.#facts.ending.destroy()
  }

  get #owing(): boolean {
    return this.#stage instanceof WaitingStage && this.#stage.owing
  }

  get #times(): SessionTimes {
    const { record, ending } = this.#facts
    return {
      startMs: record.startMs + this.#delayedMs,
      lastByteMs: this.#lastByteMs,
      lingerUntilMs: ending.lingerUntilMs,
      due: this.#stage.due,
    }
  }

  #at(nowMs: number): void {
    this.#facts.nowMs = nowMs
    this.#facts.record.at(nowMs)
  }

  /** A wait is over. What else is due comes before what arrived meanwhile. */
  #resume(waiting: WaitingStage, answer?: Answer): void {
    const { nowMs } = this.#facts
    this.#lastByteMs = nowMs
    if (waiting.due.what === 'delay') this.#delayedMs += nowMs - waiting.sinceMs
    const held = waiting.release()
    this.#stage = waiting.over(answer)
    if (!this.#facts.gone) {
      this.time(nowMs)
      this.#stage = held === null ? (this.#stage.settle?.() ?? this.#stage) : this.#stage.bytes(held)
    }
    this.#leave()
  }

  /** Nothing is delayed for a client that has left. */
  #hurry(): void {
    if (this.#stage instanceof WaitingStage && this.#stage.endsEarly) this.#resume(this.#stage)
  }

  /** What the client did meanwhile comes after its answer. */
  #leave(): void {
    if (this.#left) this.#hurry()
    if (this.#owing) return
    if (this.#facts.gone) this.#over()
    else if (this.#left) this.#finish()
  }

  #finish(): void {
    this.#stage.ended()
    this.#facts.ending.hangUp(this.#facts.nowMs)
  }

  #over(): void {
    if (this.#ended) return
    this.#stage.ended()
    this.#facts.record.close('client', 'fin')
    this.#ended = true
    this.#stage = nobody
  }

  #stop(): void {
    const { ending } = this.#facts
    if (ending.lingerUntilMs !== null) return
    ending.recordStop()
    this.#lastWord(replies.shutdown)
  }

  /** It has gone on for too long. */
  #expire(what: 'idle-timeout' | 'deadline', reply: LastReply): void {
    this.#facts.record.add({ kind: 'server', what, text: reply.text })
    this.#lastWord(reply)
  }

  #lastWord(reply: LastReply): void {
    if (this.#stage.finish === undefined) this.destroy()
    else this.#stage.finish(reply)
  }
}
