import type { FaultTls } from '../model/fault.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { Actions, Answer } from './actions.ts'
import type { SessionContext } from './session-context.ts'
import type { Conversation } from './conversation.ts'
import { SessionRecorder } from './record.ts'
import { RefusalCount } from './refusal-count.ts'
import { replies } from './replies/replies.ts'
import type { LastReply } from './replies/reply.ts'
import { nextDueMs, overdueOf, type SessionTimes } from './session-limits.ts'
import type { ListenerShared } from './shared.ts'
import { Stages } from './stages/stages.ts'
import { Teardown } from './teardown.ts'

/**
 * One connection from accept to close, without a socket: what happens goes in, each with its time in elapsed
 * milliseconds, and what is to be done comes out as actions. How long it may live and how it ended is decided here; who
 * has its bytes, by its stages.
 */
export class Session implements SessionContext {
  readonly listener: ListenerShared
  readonly remote: { readonly host: string; readonly port: number }
  readonly actions: Actions
  readonly record: SessionRecorder
  readonly refusals: RefusalCount = new RefusalCount()
  readonly #stages: Stages
  readonly #teardown: Teardown
  #nowMs: number
  #lastByteMs: number
  /** The client has ended its side. */
  #left = false
  #delayedMs = 0
  #gone = false
  #ended = false

  /** @param refused - The reply a connection gets in place of the greeting; null: it is welcome */
  constructor(
    listener: ListenerShared,
    remote: { readonly host: string; readonly port: number },
    actions: Actions,
    refused: LastReply | null,
    nowMs: number,
  ) {
    this.listener = listener
    this.remote = remote
    this.actions = actions
    this.#nowMs = nowMs
    this.#lastByteMs = nowMs
    this.record = new SessionRecorder(listener, remote, nowMs)
    this.#stages = new Stages(this, refused)
    const conversation = (): Conversation | null => this.#stages.conversation
    this.#teardown = new Teardown({ record: this.record, actions, conversation })
  }

  get nowMs(): number {
    return this.#nowMs
  }

  get lingers(): boolean {
    return this.#teardown.lingerUntilMs !== null
  }

  get stopping(): boolean {
    return this.#teardown.stopping
  }

  get gone(): boolean {
    return this.#gone
  }

  /** Whether nothing more will happen: the connection is closed, and no answer is owed. */
  get ended(): boolean {
    return this.#ended
  }

  /** When `time` has something to do, in elapsed milliseconds. */
  get dueMs(): number {
    return nextDueMs(this.#times, this.listener.settings)
  }

  /** The session as it is now. */
  snapshot(bytesIn: number, bytesOut: number): SessionRecord {
    return this.record.snapshot(bytesIn, bytesOut, this.#ended)
  }

  /** Begins as the profile says. */
  open(nowMs: number): void {
    this.#at(nowMs)
    this.#stages.open()
  }

  /** Cut without a word: too many have come. */
  refuse(nowMs: number, why: string): void {
    this.#at(nowMs)
    this.record.add({ kind: 'server', what: 'limit', text: why })
    this.destroy()
  }

  /** What the client sent. The chunk is the session's only until this returns. */
  bytes(nowMs: number, chunk: Buffer): void {
    this.#at(nowMs)
    this.#lastByteMs = nowMs
    if (this.#teardown.drained(chunk.length, nowMs)) {
      this.actions.close('cut')
      return
    }
    this.record.byteCame()
    this.#stages.turn.receive(chunk)
  }

  /** The handshake has succeeded. */
  secured(nowMs: number, facts: TlsFacts): void {
    this.#at(nowMs)
    this.#stages.secured(facts)
  }

  /** TLS has failed, in the handshake or later; `code` as Node gives it. */
  tlsBroken(nowMs: number, code: string): void {
    this.#at(nowMs)
    this.#stages.tlsBroken(code)
  }

  /** A later answer to `deliver`. */
  answered(nowMs: number, id: string, answer: Answer): void {
    this.#at(nowMs)
    this.#lastByteMs = nowMs
    if (this.#stages.conversation?.answered(id, answer) === true) this.#settle()
    else if (answer === null) this.actions.withdraw(id)
  }

  /** The client will send no more. */
  peerEnded(nowMs: number): void {
    this.#at(nowMs)
    this.record.close('client', 'fin')
    this.#left = true
    this.#settle()
  }

  /** The connection broke; `code` as the system gives it. */
  broken(nowMs: number, code: string): void {
    this.#at(nowMs)
    this.record.add({ kind: 'socket-error', code })
    this.record.close('client', 'rst')
  }

  /** The connection is no more. */
  closed(nowMs: number): void {
    this.#at(nowMs)
    this.#gone = true
    // A message that was in whole is kept or refused now; everything else is broken off.
    if (this.#owing) this.#stages.hurry()
    if (this.#owing) this.record.close('client', 'fin')
    else this.#over()
  }

  /** Time has passed: ends what has gone on for too long. */
  time(nowMs: number): void {
    if (this.#ended) return
    this.#at(nowMs)
    switch (overdueOf(nowMs, this.#times, this.listener.settings)) {
      case 'answer':
      case 'delay':
        this.#waitNoMore()
        break
      case 'linger':
        this.actions.close('cut')
        break
      case 'deadline':
        this.#teardown.expire('deadline', replies.deadline)
        break
      case 'idle-timeout':
        this.#teardown.expire('idle-timeout', replies.idle)
        break
      case 'handshake':
        this.#stages.handshakeTimedOut()
        break
      case 'greeting':
        this.#stages.greetHeld()
        break
      case 'hint':
        this.#stages.hintPlaintext()
        break
      case null:
        break
    }
  }

  /** The server stops: at once, or when the message that is arriving is answered for. */
  stop(nowMs: number): void {
    this.#at(nowMs)
    this.#teardown.hurry(nowMs)
    this.actions.pace(null)
    if (this.#stages.delayUntilMs !== null) this.#waitNoMore()
    this.#stopIfIdle()
  }

  /** The server stops, and waits for no message any more. */
  stopNow(nowMs: number): void {
    this.#at(nowMs)
    if (this.#owing) this.#waitNoMore()
    else this.#teardown.stop()
  }

  /** Something of ours failed. */
  failed(nowMs: number): void {
    this.#at(nowMs)
    this.record.add({ kind: 'server', what: 'fault', text: 'The server failed in this session' })
    this.destroy()
  }

  destroy(): void {
    this.#teardown.destroy()
  }

  reset(): void {
    this.#teardown.reset()
  }

  hangUp(): void {
    this.#teardown.hangUp(this.#nowMs)
  }

  startTls(behind: Buffer, instead: FaultTls | null): void {
    this.#stages.startTls(behind, instead)
  }

  messageDone(): void {
    if (this.#teardown.stopping) this.#stopIfIdle()
  }

  delayed(ms: number): void {
    this.#delayedMs += ms
  }

  catchUp(): void {
    this.time(this.#nowMs)
  }

  get #owing(): boolean {
    return this.#stages.conversation?.owing === true
  }

  get #times(): SessionTimes {
    const { conversation, handshakeSinceMs, heldUntilMs, delayUntilMs, awaitsTls } = this.#stages
    return {
      startMs: this.record.startMs + this.#delayedMs,
      lastByteMs: this.#lastByteMs,
      handshakeMs: handshakeSinceMs,
      heldUntilMs,
      lingerUntilMs: this.#teardown.lingerUntilMs,
      delayUntilMs,
      answerUntilMs: conversation?.answerUntilMs ?? null,
      awaitsTls,
    }
  }

  #at(nowMs: number): void {
    this.#nowMs = nowMs
    this.record.at(nowMs)
  }

  /** The store, or a delay set on purpose, is waited for no more. */
  #waitNoMore(): void {
    this.#lastByteMs = this.#nowMs
    this.#stages.waitNoMore()
    this.#settle()
  }

  /** What the client did meanwhile comes after its answer. Whoever has left waits for nothing else. */
  #settle(): void {
    if (this.#left) this.#stages.hurry()
    if (this.#owing) return
    if (this.#gone) this.#over()
    else if (this.#left) this.#finish()
  }

  #finish(): void {
    this.#stages.turn.peerEnded()
    this.hangUp()
  }

  #over(): void {
    if (this.#ended) return
    this.#stages.turn.peerEnded()
    this.record.close('client', 'fin')
    this.#ended = true
    this.#stages.close()
  }

  #stopIfIdle(): void {
    if (this.#stages.conversation?.busy !== true) this.#teardown.stop()
  }
}
