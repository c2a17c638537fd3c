import type { FaultPoint, FaultTls } from '../../model/fault.ts'
import type { SessionContext } from '../session-context.ts'
import { FaultDelay } from './fault-delay.ts'
import { placeOf } from './fault-points.ts'

/** What is under way at a point below SMTP. */
export interface LowPassing {
  readonly goOn: () => void
  /** It goes on in clear, where TLS is due. */
  readonly inClear: (how: FaultTls) => void
  /** It goes no further. */
  readonly cut: () => void
}

/** The points of a connection at which no dialogue is there yet that faults could be asked for by. */
export class LowPoints {
  readonly #context: SessionContext
  readonly #delay: FaultDelay

  constructor(context: SessionContext) {
    this.#context = context
    this.#delay = new FaultDelay(context)
  }

  /** Elapsed milliseconds; null: nothing is delayed. */
  get delayUntilMs(): number | null {
    return this.#delay.untilMs
  }

  /** The point that is waited at. */
  get at(): FaultPoint | null {
    return this.#delay.at
  }

  pass(at: 'connect' | 'handshake', { goOn, inClear, cut: stop }: LowPassing): void {
    const whom = { ...placeOf(this.#context), secure: false, user: null, from: null, to: [] }
    const met = this.#delay.meet(at, whom, {
      strike: ({ fault: { tls, cut } }) => {
        if (tls) inClear(tls)
        else if (cut) stop()
        else goOn()
        if (cut === 'rst') this.#context.reset()
        else if (cut === 'fin') this.#context.hangUp()
      },
    })
    if (!met) goOn()
  }

  /** The delay is over: what goes on now; null: there was none. */
  end(): (() => void) | null {
    return this.#delay.end()
  }
}
