import type { Fault, FaultCut, FaultPoint, FaultReply, SetFault } from '../model/fault.ts'
import { patternOf } from './pattern.ts'

/** Who is at a point. */
export interface Whom {
  readonly listener: string
  readonly profile: string
  readonly user: string | null
  readonly from: string | null
  readonly to: readonly string[]
}

/** A fault that fires. */
export interface Struck {
  readonly id: string
  readonly at: FaultPoint
  readonly delayMs: number | null
  readonly reply: Required<FaultReply> | null
  readonly cut: FaultCut | null
  /** How often it has, this time included. */
  readonly fired: number
  /** How often it may; null: until it is taken off. */
  readonly times: number | null
}

interface Armed {
  readonly fault: Fault
  readonly id: string
  readonly meets: (whom: Whom) => boolean
  fired: number
}

const onPurpose = 'Refused on purpose: a fault was set for this'

/** The faults of one server. What fires is decided by what was set and who came, and by nothing else. */
export class Faults {
  /** In the order in which they were set; without those that have fired as often as they may. */
  #armed: readonly Armed[] = []
  #count = 0
  readonly #prefix: string

  /** @param prefix - What their ids begin with */
  constructor(prefix = 'f') {
    this.#prefix = prefix
  }

  /** Whether there is any: all that a point costs where there is none. */
  get armed(): boolean {
    return this.#armed.length > 0
  }

  /** @param fault - As `checkFault` (check-fault.ts) lets it pass */
  set(fault: Fault): SetFault {
    const armed: Armed = { fault, id: `${this.#prefix}${++this.#count}`, meets: meeting(fault), fired: 0 }
    this.#armed = [...this.#armed, armed]
    const off = async (): Promise<void> => this.#remove(armed)
    return { id: armed.id, fired: async () => armed.fired, off, [Symbol.asyncDispose]: off }
  }

  /** The fault that fires here, counted; null: none. */
  take(at: FaultPoint, whom: Whom): Struck | null {
    const armed = this.#armed.find((one) => one.fault.at === at && one.meets(whom))
    if (armed === undefined) return null
    const { id, fault } = armed
    const { times = null, delayMs = null, reply, cut = null } = fault
    const fired = ++armed.fired
    if (fired === times) this.#remove(armed)
    return { id, at, delayMs, reply: reply === undefined ? null : whole(reply, at), cut, fired, times }
  }

  #remove(armed: Armed): void {
    this.#armed = this.#armed.filter((one) => one !== armed)
  }
}

function meeting({ to, from, user, listener }: Fault): (whom: Whom) => boolean {
  const isTo = to === undefined ? null : patternOf(to)
  const isFrom = from === undefined ? null : patternOf(from)
  const isUser = user === undefined ? null : patternOf(user)
  return (whom) =>
    (listener === undefined || listener === whom.listener || listener === whom.profile) &&
    (isTo === null || whom.to.some(isTo)) &&
    (isFrom === null || (whom.from !== null && isFrom(whom.from))) &&
    (isUser === null || (whom.user !== null && isUser(whom.user)))
}

function whole({ code, enhanced, text = onPurpose }: FaultReply, at: FaultPoint): Required<FaultReply> {
  const none = at === 'greeting' || at === 'EHLO' || at === 'HELO'
  return {
    code,
    text,
    enhanced: none ? null : enhanced === undefined ? `${code < 500 ? 4 : 5}.0.0` : enhanced,
  }
}
