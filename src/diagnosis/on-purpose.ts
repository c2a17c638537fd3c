import type { Observation } from '../model/observation.ts'

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
 * The entry from which on what a client did or left undone may come of a fault set on purpose: the command that it met.
 * Infinity: there was none, or but delays that the client waited through.
 */
export function onPurposeFrom(entries: readonly Observation[]): number {
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'fault') continue
    const waitedThrough = entries.slice(index + 1).some(({ kind }) => clientsDoing.has(kind))
    if (entry.code === null && entry.cut === null && waitedThrough) continue
    return entries.slice(0, index).findLast(({ kind }) => kind === 'command')?.n ?? 0
  }
  return Infinity
}
