import { Emitter } from '../base/emitter.ts'
import { FourportError } from '../base/errors.ts'
import type { Fault, FaultPoint, FaultReply, FaultState, SetFault } from '../model/fault.ts'
import { AddressFaults } from './address-faults.ts'
import { type Condition, conditionsOf, Count } from './conditions.ts'
import { hasEnhancedCode, isRefusal } from './field-points.ts'
import { type FaultSubject, type InboxOwners, matcherOf } from './fault-subject.ts'

/** A fault that fires. */
export interface FiredFault {
  readonly id: string
  readonly fault: Fault
  /** Whole; null: it says nothing. */
  readonly reply: Required<FaultReply> | null
  /** Whether the reply refuses. */
  readonly refuses: boolean
  /** How often it has fired, this time included, as `times` counts. */
  readonly fired: number
  /** What decided, where chance had a say. */
  readonly seed: number | null
  /**
   * Its delay begins; the function returned says that it is over.
   *
   * @param end - Called when the fault is removed: nothing is delayed by it any more
   */
  readonly delayed: (end: () => void) => () => void
}

export interface FaultsParts {
  /** Of all that happens by chance: a whole number below 2^32. */
  readonly seed: number
  readonly owners: InboxOwners
  /** What their ids begin with. Default `f`. */
  readonly prefix?: string
  /** Whether recipients' addresses may ask for faults. Default false. */
  readonly readsAddresses?: boolean
  /** Told of what goes wrong in those who watch; by default it is thrown on. */
  readonly onError?: (error: unknown) => void
}

interface Known {
  readonly fault: Fault
  readonly id: string
  readonly matches: (subject: FaultSubject) => boolean
  readonly conditions: readonly Condition[]
  /** What it takes of the limit for all faults. */
  readonly sizeBytes: number
  /** How often it has fired, as `times` counts. */
  readonly count: Count
  fired: number
  state: FaultState['state']
}

/** Of those that fire no more so many are still known: who set one asks how often it fired. */
const endedKept = 1000
/** Each message is compared with every fault that is set, so there are only so many. */
const mostArmed = 1000
/** All faults that are known together, as JSON: replies and capabilities can be 40 kB each. */
const mostBytes = 4 * 1024 * 1024

const nobody: FaultsParts = {
  seed: 0,
  owners: { ownerOfAddress: () => undefined, ownerOfUser: () => undefined },
}

/** The faults of one server. What fires is decided by what was set and who came, and by nothing else. */
export class Faults {
  readonly #parts: FaultsParts
  /** In the order in which they were set; without those that fire no more. */
  readonly #armed = new Set<Known>()
  /** By id, in the same order; with them. */
  readonly #known = new Map<string, Known>()
  readonly #ended: string[] = []
  /** Whether there is any: all that a point costs where there is none. */
  armed = false
  #count = 0
  /** Those set by `set`, and their size; faults that addresses ask for have a limit of their own. */
  #sizeBytes = 0
  /** What ends the delays that are running, by the fault that asked for them. */
  readonly #delays = new Map<string, Set<() => void>>()
  readonly #changes: Emitter<FaultState>
  readonly #addresses: AddressFaults | null

  constructor(parts: FaultsParts = nobody) {
    this.#parts = parts
    this.#changes = new Emitter(parts.onError ?? thrown)
    this.#addresses = parts.readsAddresses === true ? this.#readAddresses() : null
  }

  /** Whether there is any when this recipient has come, whose address may ask for one. */
  armedFor(recipient: string): boolean {
    this.#addresses?.read(recipient)
    return this.armed
  }

  /**
   * @param fault - As `checkFault` (check-fault.ts) lets it pass
   * @throws FourportError FAULTS_FULL
   */
  set(fault: Fault): SetFault {
    const sizeBytes = JSON.stringify(fault).length
    this.#makeRoom(sizeBytes)
    const one = this.#arm(fault, `${this.#parts.prefix ?? 'f'}${this.#count + 1}`, sizeBytes)
    const off = async (): Promise<void> => this.#end(one, 'off')
    return { id: one.id, fired: async () => one.fired, off, [Symbol.asyncDispose]: off }
  }

  /** Sets one again that an earlier process had set and that had fired so often: with its id, which session records name. */
  restore({ id, fault, fired }: Pick<FaultState, 'id' | 'fault' | 'fired'>): void {
    const sizeBytes = JSON.stringify(fault).length
    this.#makeRoom(sizeBytes)
    this.#arm(fault, id, sizeBytes, fired)
    // Those that are set from now on have other ids. One of a file that somebody wrote by hand may be no number.
    const number = Number(id.slice((this.#parts.prefix ?? 'f').length))
    if (number > this.#count) this.#count = number
  }

  /** Others, of the same luck and inboxes, whose ids begin otherwise. */
  beside(prefix: string): Faults {
    return new Faults({ ...this.#parts, prefix, readsAddresses: false })
  }

  /** Those that are set, and those that are over, in the order in which they were set. */
  list(): readonly FaultState[] {
    const there = [...this.#known.values()].filter(({ state }) => state !== 'off')
    return there.map((one) => this.#stateOf(one))
  }

  /** One of them, also when it has been taken off; undefined: there never was, or it is long ago. */
  get(id: string): FaultState | undefined {
    const one = this.#known.get(id)
    return one && this.#stateOf(one)
  }

  /** Takes one off; false: there is none. */
  off(id: string): boolean {
    const one = this.#known.get(id)
    if (one === undefined || one.state === 'off') return false
    this.#end(one, 'off')
    return true
  }

  /** Takes off all; how many there were. What addresses ask for begins anew. Delays that are running end, also those of faults that are no longer known. */
  clear(): number {
    this.#addresses?.forget()
    const all = this.list()
    for (const { id } of all) this.off(id)
    for (const id of this.#delays.keys()) this.#endDelays(id)
    return all.length
  }

  /** Told of each fault that was set, has fired, is over or was taken off; the function returned ends it. */
  watch(listener: (fault: FaultState) => void): () => void {
    return this.#changes.on(listener)
  }

  /** After how many octets of content the next fault is to be asked for, from so many on; null: there is none. */
  nextContent(subject: FaultSubject, from: number): number | null {
    const next = [...this.#armed]
      .filter(({ fault, matches }) => fault.at === 'content' && matches(subject))
      .map(({ fault }) => fault.afterBytes ?? 1)
      .filter((bytes) => bytes >= from)
    return next.length === 0 ? null : Math.min(...next)
  }

  /** The fault that fires here, counted; null: none. `octets`: of content, that have come. */
  take(at: FaultPoint, subject: FaultSubject, nowMs: number, octets = 1): FiredFault | null {
    for (const one of this.#armed) {
      const { fault, matches, conditions, count } = one
      if (fault.at !== at || (fault.afterBytes ?? 1) !== octets || !matches(subject)) continue
      if (count.of(subject) === fault.times) continue
      if (conditions.every((holds) => holds(subject, nowMs))) return this.#fire(one, subject)
    }
    return null
  }

  #arm(fault: Fault, id: string, sizeBytes: number, fired = 0): Known {
    const { owners, seed } = this.#parts
    const conditions = conditionsOf(fault, randomOf(seed + ++this.#count))
    const one: Known = {
      fault,
      id,
      matches: matcherOf(fault, owners),
      conditions,
      sizeBytes,
      count: new Count(fault.per, fired),
      fired,
      state: 'set',
    }
    this.#armed.add(one)
    this.armed = true
    this.#sizeBytes += sizeBytes
    this.#known.set(id, one)
    this.#tell(one)
    return one
  }

  #readAddresses(): AddressFaults {
    return new AddressFaults(
      (fault, id) => void this.#arm(fault, id, 0),
      (id) => void this.off(id),
    )
  }

  #fire(one: Known, subject: FaultSubject): FiredFault {
    const { id, fault, count } = one
    one.fired++
    const fired = count.add(subject)
    if (fired === fault.times && fault.per === undefined) this.#end(one, 'over')
    else this.#tell(one)
    const reply = fault.reply === undefined ? null : whole(fault.reply, fault.at)
    const seed = fault.probability === undefined ? null : this.#parts.seed
    const refuses = reply !== null && isRefusal(reply)
    return { id, fault, reply, refuses, fired, seed, delayed: (end) => this.#delayed(id, end) }
  }

  #delayed(id: string, end: () => void): () => void {
    const those = this.#delays.get(id) ?? new Set()
    this.#delays.set(id, those.add(end))
    return () => {
      those.delete(end)
      if (those.size === 0) this.#delays.delete(id)
    }
  }

  #end(one: Known, state: 'over' | 'off'): void {
    if (one.state === 'off') return
    if (this.#armed.delete(one)) this.#ended.push(one.id)
    this.armed = this.#armed.size > 0
    one.state = state
    this.#tell(one)
    if (state === 'off') this.#endDelays(one.id)
    if (this.#ended.length > endedKept) this.#forgetOldest()
  }

  /** Of those that are over. False: there is none. */
  #forgetOldest(): boolean {
    const oldest = this.#ended.shift()
    if (oldest === undefined) return false
    this.#sizeBytes -= this.#known.get(oldest)?.sizeBytes ?? 0
    this.#known.delete(oldest)
    return true
  }

  #makeRoom(sizeBytes: number): void {
    const set = [...this.#armed].filter((one) => one.sizeBytes > 0).length
    if (set >= mostArmed) throw full(`${mostArmed} faults are set, and no more can be`)
    while (this.#sizeBytes + sizeBytes > mostBytes && this.#forgetOldest());
    if (this.#sizeBytes + sizeBytes > mostBytes)
      throw full(
        `The faults that are set take ${this.#sizeBytes} bytes as JSON; this one takes ${sizeBytes}, and together they may take ${mostBytes}`,
      )
  }

  #endDelays(id: string): void {
    for (const end of this.#delays.get(id) ?? []) end()
  }

  #tell(one: Known): void {
    if (this.#changes.size > 0) this.#changes.emit(this.#stateOf(one))
  }

  #stateOf({ id, fault, fired, state }: Known): FaultState {
    const told = { id, fault, fired, state }
    return fault.probability === undefined ? told : { ...told, seed: this.#parts.seed }
  }
}

function thrown(error: unknown): never {
  throw error
}

function full(words: string): FourportError {
  return new FourportError('FAULTS_FULL', `${words}.`)
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
