import type { FaultObserved } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { duration } from './quote.ts'

const ends = { fin: 'the connection ended', rst: 'the connection reset' } as const

/** A fault that has fired, as one line says it. */
function faultWords({ id, at, delayMs, code, cut, fired, times }: FaultObserved): string {
  const did = [
    ...(delayMs === null ? [] : [`a delay of ${duration(delayMs)}`]),
    ...(code === null ? [] : [String(code)]),
    ...(cut === null ? [] : [ends[cut]]),
  ]
  const count = times === null ? '' : ` (${fired} of ${times})`
  return `On purpose, by fault ${id} at ${at}: ${did.join(', then ')}${count}`
}

/** More than a few say nothing new. */
const faultsShown = 3

/** What was wrong on purpose in a session, for those who wonder what became of it. */
export function faultLines({ scenario, entries }: SessionRecord): readonly string[] {
  const played = scenario === undefined ? [] : [`On purpose, by scenario ${scenario.name}: ${scenario.title}`]
  const fired = entries.filter((entry) => entry.kind === 'fault')
  const more = fired.length - faultsShown
  return [
    ...played,
    ...fired.slice(0, faultsShown).map(faultWords),
    ...(more > 0 ? [`… and ${more} faults more`] : []),
  ]
}
