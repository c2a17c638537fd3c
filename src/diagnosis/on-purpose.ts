import type { FaultPoint } from '../model/fault.ts'
import type { FaultObserved, Observation } from '../model/observation.ts'
import type { ScenarioGroup } from '../model/scenario-group.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** What a client does, and no answer of ours. */
const clientsDoing: ReadonlySet<Observation['kind']> = new Set<Observation['kind']>([
  'command',
  'auth-line',
  'first-bytes',
  'client-hello',
  'discarded',
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
 * met, or 0 under a scenario. Infinity: there was none, or but such that the client went on as if they had not been.
 */
export function onPurposeFrom(record: SessionRecord): number {
  const { scenario, entries } = record
  if (scenario !== undefined && wrongFromTheStart.has(scenario.group)) return 0
  const lastDone = entries.findLastIndex(isClientsDoing)
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'fault') continue
    if (isHarmless(entry) && lastDone > index && isAnswered(entry, record)) continue
    return entries.slice(0, index).findLast(({ kind }) => kind === 'command')?.n ?? 0
  }
  return Infinity
}

/** Where other words change what the client has to do. */
const wordsMatter: ReadonlySet<FaultPoint> = new Set<FaultPoint>(['EHLO', 'HELO', 'STARTTLS', 'dot'])

/** A delay, or a success in other words. */
function isHarmless({ at, code, cut, pace, injected, ehlo, tls }: FaultObserved): boolean {
  if (cut !== null || pace || injected || ehlo || tls) return false
  return code === null || (code < 400 && !wordsMatter.has(at))
}

/** Whether the client stayed for the answer: what it had sent by then is answered all the same. */
function isAnswered({ atMs, delayMs }: FaultObserved, { close }: SessionRecord): boolean {
  return close?.by !== 'client' || close.atMs >= atMs + (delayMs ?? 0)
}

function isClientsDoing(entry: Observation): boolean {
  return entry.kind === 'data' ? entry.complete : clientsDoing.has(entry.kind)
}
