import type { ApiTags } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { cell, type Cell } from '../lib/cell.ts'

/** The tags that messages of this server have, by name; null: nobody has asked for them yet. */
export const tags: Cell<readonly string[] | null> = cell<readonly string[] | null>(null)

export async function loadTags(): Promise<void> {
  tags.set((await get<ApiTags>('tags')).tags.map(({ name }) => name))
}

/** Messages with these have come, or have got them. */
export function tagsSeen(seen: readonly (readonly string[])[]): void {
  const known = tags.get()
  if (known === null) return
  const fresh = new Set(seen.flat().filter((tag) => !known.includes(tag)))
  if (fresh.size > 0) tags.set([...known, ...fresh].toSorted((one, other) => one.localeCompare(other)))
}
