import type { Faults } from '../faults/faults.ts'
import type { FaultState } from '../model/fault.ts'
import type { Notes } from '../store/notes.ts'
import type { Scenarios } from './scenarios.ts'

/** Where what was set while a server ran is kept, and what reports the errors there. */
export interface Keeping {
  readonly notes: Notes
  readonly onError: (error: unknown) => void
}

type KeptFault = Pick<FaultState, 'id' | 'fault' | 'fired'>

/** Sets the faults again that an earlier process had, before those of the options; and keeps those that are set from now on. */
export function restoreFaults(faults: Faults, { notes }: Keeping): void {
  const kept = notes.all<KeptFault>('fault').map(([, one]) => one)
  for (const one of kept.toSorted((one, other) => numberOf(one.id) - numberOf(other.id))) faults.restore(one)
}

/** Keeps what is set from now on, with how often it has fired. What the options set, they set again. */
export function keepFaults(
  faults: Faults,
  fromOptions: ReadonlySet<string>,
  { notes, onError }: Keeping,
): void {
  faults.watch(({ id, fault, fired, state }) => {
    // One that a recipient's address asked for has that address as its id, and is asked for again.
    if (fromOptions.has(id) || !/^f\d+$/.test(id)) return
    const kept =
      state === 'set'
        ? notes.put('fault', id, { id, fault, fired } satisfies KeptFault)
        : notes.remove('fault', id)
    kept.catch(onError)
  })
}

/** Applies the scenarios again that an earlier process had, and keeps those that are applied from now on. */
export async function keepScenarios(
  scenarios: Scenarios,
  fromOptions: Readonly<Record<string, string>>,
  keeping: Keeping | null,
): Promise<void> {
  if (keeping === null) return
  const { notes, onError } = keeping
  for (const [listener, { name }] of notes.all<{ readonly name: string }>('scenario')) {
    if (Object.hasOwn(fromOptions, listener)) continue
    // Its listener may be another one now, or none: it is said, and the server starts all the same.
    await scenarios.set(name, listener).catch(onError)
  }
  scenarios.watch((listener) => {
    const scenario = scenarios.of(listener)
    const kept =
      scenario === null
        ? notes.remove('scenario', listener)
        : notes.put('scenario', listener, { name: scenario.name })
    kept.catch(onError)
  })
}

function numberOf(id: string): number {
  return Number(id.slice(1))
}
