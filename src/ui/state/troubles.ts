import type { ApiFindingGroup, ApiFindingGroups } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { cell, type Cell } from '../lib/cell.ts'
import { recallText, remember } from '../lib/remember.ts'

/** What is wrong with the clients, by client, port and cause, as the server has it. */
export const troubles: Cell<readonly ApiFindingGroup[]> = cell<readonly ApiFindingGroup[]>([])
export const troublesFailure: Cell<string | null> = cell<string | null>(null)

/** The server looks at each session that ended meanwhile, so it is not asked for each. */
const restMs = 300
let timer: ReturnType<typeof setTimeout> | null = null
let isWatched = false

async function load(): Promise<void> {
  timer = null
  try {
    troubles.set((await get<ApiFindingGroups>('findings/groups')).groups)
    troublesFailure.set(null)
  } catch (error) {
    troublesFailure.set(error instanceof Error ? error.message : String(error))
  }
}

/** Sessions have ended, were judged again, or have left: what is wrong may be another. */
export function troublesChanged(): void {
  if (isWatched) timer ??= setTimeout(() => void load(), restMs)
}

/** Keeps it up to date while somebody looks; the function returned ends that. */
export function watchTroubles(): () => void {
  isWatched = true
  void load()
  return () => {
    isWatched = false
  }
}

/** Those that the reader does not want to see, with the time of the latest session: they come back with a newer one. */
export const dismissed: Cell<Readonly<Record<string, string>>> = cell(recalled())

function recalled(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(recallText('dismissed') ?? '{}') as Record<string, string>
  } catch {
    return {}
  }
}

export function keyOf({ client, listener, id }: ApiFindingGroup): string {
  return JSON.stringify([client, listener, id])
}

export function isDismissed(group: ApiFindingGroup): boolean {
  return (dismissed.get()[keyOf(group)] ?? '') >= group.lastAt
}

/** Of those that are gone from the server nothing is remembered. */
export function dismiss(group: ApiFindingGroup): void {
  const known = new Set(troubles.get().map(keyOf))
  const kept = Object.entries(dismissed.get()).filter(([key]) => known.has(key))
  dismissed.set({ ...Object.fromEntries(kept), [keyOf(group)]: group.lastAt })
  remember('dismissed', JSON.stringify(dismissed.get()))
}
