import type { Observation } from '../model/observation.ts'
import type { ScenarioGroup } from '../model/scenario-group.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** What a client does, and no answer of ours. */
const clientsDoing: ReadonlySet<Observation['kind']> = new Set<Observation['kind']>([
  'command',
  'auth-line',
  'first-bytes',
  'client-hello',
  'discarded',
  'data',
])

/**
 * Groups of scenarios in which a client that leaves, or does not use what it should, may do as it must. In the others the
 * server is in order but for its faults, and those are on record where they fire.
 */
const wrongFromTheStart: ReadonlySet<ScenarioGroup> = new Set<ScenarioGroup>([
  'identity',
  'downgrade',
  'versions',
])

/**
 * The entry from which on what a client did or left undone may come of what was set on purpose: the command that a fault
 * met, or 0 under a scenario. Infinity: there was none, or but delays that the client waited through.
 */
export function onPurposeFrom({ scenario, entries }: SessionRecord): number {
  if (scenario !== undefined && wrongFromTheStart.has(scenario.group)) return 0
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'fault') continue
    const waitedThrough = entries.slice(index + 1).some(({ kind }) => clientsDoing.has(kind))
    if (entry.code === null && entry.cut === null && waitedThrough) continue
    return entries.slice(0, index).findLast(({ kind }) => kind === 'command')?.n ?? 0
  }
  return Infinity
}
