import type { Faults } from './faults.ts'

/** Whoever knows what goes wrong where. */
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
    nextContent: (...passing) => {
      const next = [first, second].flatMap((source) => source.nextContent(...passing) ?? [])
      return next.length === 0 ? null : Math.min(...next)
    },
    take: (...passing) => first.take(...passing) ?? second.take(...passing),
  }
}
