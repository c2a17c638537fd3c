import type { Fault } from '../model/fault.ts'
import type { FaultSubject } from './fault-subject.ts'

/** Whether a fault fires for somebody whom it fits, at this time; asked once for each. */
export type Condition = (subject: FaultSubject, nowMs: number) => boolean

const aMinuteMs = 60_000
/** Of the tries that a greylist knows; the oldest is forgotten for one more. */
const triesKept = 10_000

/** All of them have to hold, in this order: what one lets pass, the next does not count. */
export function conditionsOf(
  { skip, per, perMinute, greylistMs, probability }: Fault,
  random: () => number,
): readonly Condition[] {
  return [
    ...(skip === undefined ? [] : [afterTheFirst(skip, new Count(per))]),
    ...(perMinute === undefined ? [] : [beyond(perMinute)]),
    ...(greylistMs === undefined ? [] : [greylisted(greylistMs)]),
    ...(probability === undefined ? [] : [(): boolean => random() * 100 < probability]),
  ]
}

/** A count over all sessions, or in each by itself. */
export class Count {
  #all: number
  readonly #inSessions: WeakMap<object, number> | null

  /** @param all - How much it is already, over all sessions */
  constructor(per: Fault['per'], all = 0) {
    this.#all = all
    this.#inSessions = per === 'session' ? new WeakMap() : null
  }

  of({ session }: FaultSubject): number {
    return this.#inSessions === null ? this.#all : (this.#inSessions.get(session) ?? 0)
  }

  /** One more. */
  add(subject: FaultSubject): number {
    const count = this.of(subject) + 1
    if (this.#inSessions === null) this.#all = count
    else this.#inSessions.set(subject.session, count)
    return count
  }
}

function afterTheFirst(skip: number, passed: Count): Condition {
  return (subject) => passed.of(subject) >= skip || passed.add(subject) > skip
}

/** What it fires for does not count: so many get through, however many more try. */
function beyond(perMinute: number): Condition {
  let passedMs: number[] = []
  return (_subject, nowMs) => {
    passedMs = passedMs.filter((atMs) => atMs > nowMs - aMinuteMs)
    if (passedMs.length >= perMinute) return true
    passedMs.push(nowMs)
    return false
  }
}

/** RFC 6647 §2.4: by host, sender and recipient. */
function greylisted(forMs: number): Condition {
  const firstMs = new Map<string, number>()
  return ({ host, from, to }, nowMs) => {
    const triple = [host, from, ...to].join('\n').toLowerCase()
    const first = firstMs.get(triple) ?? nowMs
    firstMs.set(triple, first)
    const [oldest] = firstMs.keys()
    if (firstMs.size > triesKept && oldest !== undefined) firstMs.delete(oldest)
    return nowMs < first + forMs
  }
}
