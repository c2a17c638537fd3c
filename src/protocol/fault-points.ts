import type { Struck, Whom } from '../faults/faults.ts'
import type { FaultPoint } from '../model/fault.ts'
import type { SessionContext } from './session-context.ts'
import type { ParsedPath } from './commands/path.ts'
import type { Passing, Turn } from './turn.ts'

/** The points of one conversation at which faults are asked for, and the delay that goes on, if one does. */
export class FaultPoints {
  readonly #context: SessionContext
  readonly #turn: Turn
  #then: (() => void) | null = null
  #delayUntilMs: number | null = null
  #at: FaultPoint | null = null

  constructor(context: SessionContext, turn: Turn) {
    this.#context = context
    this.#turn = turn
  }

  /** Elapsed milliseconds; null: nothing is delayed. */
  get delayUntilMs(): number | null {
    return this.#delayUntilMs
  }

  /** Whether a message is delayed: its client is owed an answer. */
  get owing(): boolean {
    return isOfMessage(this.#at)
  }

  pass(at: FaultPoint, path: ParsedPath | null, passing: Passing): void {
    const { record, listener, actions, nowMs, stopping } = this.#context
    const fault = listener.faults.take(at, this.#whom(at, path))
    if (fault === null) {
      passing.goOn()
      return
    }
    const { id, delayMs, reply, cut, fired, times } = fault
    record.add({ kind: 'fault', id, at, delayMs, code: reply?.code ?? null, cut, fired, times })
    const then =
      reply === null && cut === null ? passing.goOn : (): void => this.#strike(fault, passing.refused)
    // A stop waits for nobody's delay.
    if (delayMs === null || stopping) {
      then()
      return
    }
    passing.hold?.()
    this.#at = at
    this.#then = then
    this.#delayUntilMs = nowMs + delayMs
    this.#turn.wait()
    actions.wake(delayMs)
  }

  /** The delay is over: what goes on now; null: there was none. */
  end(): (() => void) | null {
    const then = this.#then
    this.#then = null
    this.#delayUntilMs = null
    this.#at = null
    return then
  }

  #strike({ at, reply, cut }: Struck, refused?: () => void): void {
    const turn = this.#turn
    refused?.()
    if (reply !== null && !this.#context.gone) turn.put(reply)
    if (cut === 'rst') turn.reset()
    // RFC 5321 §3.8: 421 closes. Behind a refusal in place of the greeting nothing can follow.
    else if (cut === 'fin' || reply?.code === 421 || at === 'greeting') turn.hangUp()
    if (isOfMessage(at)) turn.messageDone()
  }

  #whom(at: FaultPoint, path: ParsedPath | null): Whom {
    const { connection, user } = this.#turn
    const { name: listener, profile } = this.#context.listener.port
    const by = { listener, profile, user }
    if (at === 'MAIL') return { ...by, from: path?.address ?? null, to: [] }
    if (connection === null || !inTransaction.has(connection.stage)) return { ...by, from: null, to: [] }
    const { mailFrom, rcptTo } = connection.transaction
    const to = path === null ? rcptTo.map(({ address }) => address) : [path.address]
    return { ...by, from: mailFrom.address, to }
  }
}

const inTransaction: ReadonlySet<string> = new Set(['mail', 'rcpt'])

function isOfMessage(at: FaultPoint | null): boolean {
  return at === 'dot' || at === 'kept'
}
