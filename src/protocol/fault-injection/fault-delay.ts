import type { Struck } from '../../faults/faults.ts'
import type { Whom } from '../../faults/whom.ts'
import type { FaultPoint } from '../../model/fault.ts'
import type { SessionContext } from '../session-context.ts'
import type { Fact } from '../record.ts'

/** What happens at a point where a fault fires. */
export interface Meeting {
  /** Octets of content that have come, at that point. */
  readonly octets?: number
  /** There is a delay before it. */
  readonly hold?: () => void
  readonly strike: (struck: Struck) => void
}

/** Asks for the fault of a point, records it, and waits its delay out. */
export class FaultDelay {
  readonly #context: SessionContext
  #then: (() => void) | null = null
  /** Says to the faults that this delay is over. */
  #over: (() => void) | null = null
  #sinceMs = 0
  #untilMs: number | null = null
  #at: FaultPoint | null = null

  constructor(context: SessionContext) {
    this.#context = context
  }

  /** Elapsed milliseconds; null: nothing is delayed. */
  get untilMs(): number | null {
    return this.#untilMs
  }

  /** The point that is waited at. */
  get at(): FaultPoint | null {
    return this.#at
  }

  /** False: no fault fires there. */
  meet(at: FaultPoint, whom: Whom, { octets, hold, strike }: Meeting): boolean {
    const { record, listener, actions, nowMs, stopping } = this.#context
    const struck = listener.faults.take(at, whom, nowMs, octets)
    if (struck === null) return false
    record.add(factOf(struck))
    const { delayMs, pace } = struck.fault
    const then = (): void => {
      if (pace && !this.#context.stopping) actions.pace(pace)
      strike(struck)
    }
    // A stop waits for nobody's delay.
    if (delayMs === undefined || stopping) {
      then()
      return true
    }
    hold?.()
    this.#at = at
    this.#then = then
    this.#sinceMs = nowMs
    this.#untilMs = nowMs + delayMs
    actions.wake(delayMs)
    this.#over = struck.delayed(() => this.#endNow())
    return true
  }

  /** The delay is over: what goes on now; null: there was none. */
  end(): (() => void) | null {
    const then = this.#then
    this.#over?.()
    this.#over = null
    if (then !== null) this.#context.delayed(this.#context.nowMs - this.#sinceMs)
    this.#then = null
    this.#untilMs = null
    this.#at = null
    return then
  }

  /** Its fault was taken off: it is due at once, by the way that every delay ends. */
  #endNow(): void {
    this.#untilMs = this.#context.nowMs
    this.#context.actions.wake(0)
  }
}

function factOf({ id, fault, fired, seed }: Struck): Fact {
  const { at, delayMs = null, reply, cut = null, times = null, pace, behind, ehlo, tls } = fault
  return {
    kind: 'fault',
    id,
    at,
    delayMs,
    code: reply?.code ?? null,
    cut,
    fired,
    times,
    ...(at === 'content' && { afterBytes: fault.afterBytes ?? 1 }),
    ...(pace && { pace }),
    ...(behind !== undefined && { behind: behind.replace(/\r\n$/, '').split('\r\n') }),
    ...(ehlo && { ehlo }),
    ...(tls && { tls }),
    ...(seed !== null && { seed }),
  }
}
