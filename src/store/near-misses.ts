import type { CapturedMessage } from '../model/message.ts'
import type { CompiledQuery } from './query.ts'
import type { Store } from './store.ts'
import type { NearMiss } from './wait-errors.ts'

/** How many of the newest messages are compared: each may have to be parsed. */
const compared = 50
const shown = 5

/** The messages nearest to a query among the newest in the store and those that came (and may have left it since). */
export async function findNearMisses(
  store: Store,
  query: CompiledQuery,
  came: readonly CapturedMessage[],
): Promise<{ readonly nearMisses: readonly NearMiss[]; readonly otherMessages: number }> {
  const { messages } = await store.listMessages({ limit: compared })
  const all = new Map([...came.toReversed(), ...messages].map((message) => [message.id, message]))
  const misses: NearMiss[] = []
  for (const message of all.values()) {
    const differs = await query.mismatches(message)
    if (differs.length === 0) continue
    misses.push({ message, subject: (await store.search.header(message)).subject, differs })
  }
  // Fewest differences first; among equals the newest.
  misses.sort(
    (one, other) => one.differs.length - other.differs.length || other.message.seq - one.message.seq,
  )
  return { nearMisses: misses.slice(0, shown), otherMessages: misses.length }
}
