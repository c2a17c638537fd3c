import { faultLine } from '../model/fault-effects.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { duration } from './quote.ts'

/** More than a few say nothing new. */
const faultsShown = 3

/** What was wrong on purpose in a session, for those who wonder what became of it. */
export function faultLines({ scenario, entries }: SessionRecord): readonly string[] {
  const played = scenario === undefined ? [] : [`On purpose, by scenario ${scenario.name}: ${scenario.title}`]
  const fired = entries.filter((entry) => entry.kind === 'fault')
  const more = fired.length - faultsShown
  return [
    ...played,
    ...fired.slice(0, faultsShown).map((one) => faultLine(one, duration)),
    ...(more > 0 ? [`… and ${more} faults more`] : []),
  ]
}
