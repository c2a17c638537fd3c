import type { SmtpEngine } from '../net/engine.ts'
import type { Store } from '../store/store.ts'

/** What changed is written once for this long: a client that sends many lines costs no more than one that waits. */
const everyMs = 1_000

/**
 * Leaves the records of open sessions in a store that outlives its process: killed, the server could not say any more
 * what its clients had done. A store that ends with it is not asked.
 */
export function keepOpenSessions(engine: SmtpEngine, store: Store, onError: (error: unknown) => void): void {
  if (store.leaveOpen === undefined) return
  const changed = new Set<string>()
  const write = (): void => {
    const records = engine.openSessions().filter(({ id }) => changed.has(id))
    changed.clear()
    if (records.length === 0) return
    const left = store.leaveOpen?.(records)
    if (left instanceof Promise) left.catch(onError)
  }
  engine.watch(({ id }) => {
    if (changed.size === 0) setTimeout(write, everyMs).unref()
    changed.add(id)
  })
}
