import type { ApiRemoved } from '../../model/api-events.ts'
import { shortTime } from '../lib/format.ts'
import { cell, type Cell } from '../lib/cell.ts'

/** Messages and sessions that left the server while this page was open, with words for it. */
export const gone: Cell<ReadonlyMap<string, string>> = cell<ReadonlyMap<string, string>>(new Map())

/** One of them may be open; older ones are not on the page any more. */
const remembered = 1_000

const words = {
  deleted: 'Deleted',
  count: 'Removed to make room for newer ones',
  bytes: 'Removed to make room for newer ones',
  age: 'Removed because of its age',
} as const

export function markGone(removals: readonly ApiRemoved[]): void {
  const at = shortTime(Date.now())
  gone.update((old) => {
    const all = [...old]
    for (const { ids, reason } of removals)
      for (const id of ids.slice(-remembered)) all.push([id, `${words[reason]} at ${at}.`])
    return new Map(all.slice(-remembered))
  })
}
