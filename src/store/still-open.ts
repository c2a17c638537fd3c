import type { SessionRecord } from '../model/session-record.ts'

/**
 * Of sessions that were open, those that are not among the ended ones. Who wants all sessions asks for the open ones
 * first: one that ends while the store is asked then stands in both lists, and never in neither.
 */
export function stillOpen(
  open: readonly SessionRecord[],
  ended: readonly SessionRecord[],
): readonly SessionRecord[] {
  if (open.length === 0) return open
  const over = new Set(ended.map(({ id }) => id))
  return open.filter(({ id }) => !over.has(id))
}
