import type { Faults } from './faults.ts'

/** Where a session asks for the fault of a point. */
export type FaultSource = Pick<Faults, 'armed' | 'armedFor' | 'nextContent' | 'take'>

/** Two sources as one: what the first has fires before what the second has. */
export function firstOf(first: FaultSource, second: FaultSource): FaultSource {
  return {
    get armed() {
      return first.armed || second.armed
    },
    armedFor(recipient) {
      const other = second.armedFor(recipient)
      return first.armed || other
    },
    nextContent: (...args) => {
      const next = [first, second].flatMap((source) => source.nextContent(...args) ?? [])
      return next.length === 0 ? null : Math.min(...next)
    },
    take: (...args) => first.take(...args) ?? second.take(...args),
  }
}
