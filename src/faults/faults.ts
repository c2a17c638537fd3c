import type { Fault, FaultPoint, FaultReply, FaultState, SetFault } from '../model/fault.ts'
import { type Condition, conditionsOf, Count } from './conditions.ts'
import { hasEnhancedCode, isRefusal } from './field-points.ts'
import { type InboxOwners, meeting, type Whom } from './whom.ts'

/** A fault that fires. */
export interface Struck {
  readonly id: string
  readonly fault: Fault
  /** Whole; null: it says nothing. */
  readonly reply: Required<FaultReply> | null
  /** How often it has fired, this time included, as `times` counts. */
  readonly fired: number
  /** What decided, where chance had a say. */
  readonly seed: number | null
}

export interface FaultsParts {
  /** Of all that happens by chance: a whole number below 2^32. */
  readonly seed: number
  readonly owners: InboxOwners
  /** What their ids begin with. Default `f`. */
  readonly prefix?: string
}

interface Armed {
  readonly fault: Fault
  readonly id: string
  readonly meets: (whom: Whom) => boolean
  readonly conditions: readonly Condition[]
  /** How often it has fired, as `times` counts. */
  readonly count: Count
  fired: number
}

/** Of those that have fired as often as they may so many are still told of. */
const spentKept = 1000

const nobody: FaultsParts = {
  seed: 0,
  owners: { ownerOfAddress: () => undefined, ownerOfUser: () => undefined },
}

/** The faults of one server. What fires is decided by what was set and who came, and by nothing else. */
export class Faults {
  readonly #parts: FaultsParts
  /** In the order in which they were set; without those that have fired as often as they may. */
  readonly #armed = new Set<Armed>()
  /** All that have not been taken off, likewise. */
  readonly #set = new Set<Armed>()
  readonly #spent: Armed[] = []
  /** Whether there is any: all that a point costs where there is none. */
  armed = false
  #count = 0

  constructor(parts: FaultsParts = nobody) {
    this.#parts = parts
  }

  /** @param fault - As `checkFault` (check-fault.ts) lets it pass */
  set(fault: Fault): SetFault {
    const number = ++this.#count
    const { owners, seed, prefix = 'f' } = this.#parts
    const conditions = conditionsOf(fault, randomOf(seed + number))
    const armed: Armed = {
      fault,
      id: `${prefix}${number}`,
      meets: meeting(fault, owners),
      conditions,
      count: new Count(fault.per),
      fired: 0,
    }
    this.#armed.add(armed)
    this.armed = true
    this.#set.add(armed)
    const off = async (): Promise<void> => this.#takeOff(armed)
    return { id: armed.id, fired: async () => armed.fired, off, [Symbol.asyncDispose]: off }
  }

  /** Others, of the same luck and inboxes, whose ids begin otherwise. */
  beside(prefix: string): Faults {
    return new Faults({ ...this.#parts, prefix })
  }

  /** All that have been set and not taken off, in that order. */
  list(): readonly FaultState[] {
    return Array.from(this.#set, (one) => {
      const { id, fault, fired } = one
      const state = { id, fault, fired, armed: this.#armed.has(one) }
      return fault.probability === undefined ? state : { ...state, seed: this.#parts.seed }
    })
  }

  /** Takes off the one of this id. False: there is none. */
  remove(id: string): boolean {
    const found = [...this.#set].find((one) => one.id === id)
    if (found !== undefined) this.#takeOff(found)
    return found !== undefined
  }

  clear(): void {
    this.#armed.clear()
    this.armed = false
    this.#set.clear()
    this.#spent.length = 0
  }

  /** After how many octets of content the next fault is to be asked for, from so many on; null: there is none. */
  nextContent(whom: Whom, from: number): number | null {
    const next = [...this.#armed]
      .filter(({ fault, meets }) => fault.at === 'content' && meets(whom))
      .map(({ fault }) => fault.afterBytes ?? 1)
      .filter((bytes) => bytes >= from)
    return next.length === 0 ? null : Math.min(...next)
  }

  /** The fault that fires here, counted; null: none. `octets`: of content, that have come. */
  take(at: FaultPoint, whom: Whom, nowMs: number, octets = 1): Struck | null {
    for (const armed of this.#armed) {
      const { fault, meets, conditions, count } = armed
      if (fault.at !== at || (fault.afterBytes ?? 1) !== octets || !meets(whom)) continue
      if (count.of(whom) === fault.times) continue
      if (conditions.every((holds) => holds(whom, nowMs))) return this.#strike(armed, whom)
    }
    return null
  }

  #strike(armed: Armed, whom: Whom): Struck {
    const { id, fault, count } = armed
    armed.fired++
    const fired = count.add(whom)
    if (fired === fault.times && fault.per === undefined) this.#spend(armed)
    const reply = fault.reply === undefined ? null : whole(fault.reply, fault.at)
    return { id, fault, reply, fired, seed: fault.probability === undefined ? null : this.#parts.seed }
  }

  #disarm(armed: Armed): void {
    this.#armed.delete(armed)
    this.armed = this.#armed.size > 0
  }

  #spend(armed: Armed): void {
    this.#disarm(armed)
    this.#spent.push(armed)
    const [oldest] = this.#spent
    if (this.#spent.length <= spentKept || oldest === undefined) return
    this.#spent.shift()
    this.#set.delete(oldest)
  }

  #takeOff(armed: Armed): void {
    this.#disarm(armed)
    this.#set.delete(armed)
  }
}

function whole({ code, enhanced, text }: FaultReply, at: FaultPoint): Required<FaultReply> {
  const some = hasEnhancedCode(at, code)
  return {
    code,
    text: text ?? `${isRefusal({ code }) ? 'Refused' : 'Answered'} on purpose: a fault was set for this`,
    enhanced: some && enhanced === undefined ? `${String(code)[0]}.0.0` : (enhanced ?? null),
  }
}

/** Numbers from 0 up to 1, the same for the same seed (splitmix32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    mixed ^= mixed >>> 15
    return (mixed >>> 0) / 0x1_0000_0000
  }
}
