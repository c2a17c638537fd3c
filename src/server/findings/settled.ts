import { longestTimerMs } from '../../base/clock.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { FindingSource } from './source.ts'

/**
 * Resolves when none of the sessions that are open now is pending any more, at once where none is, and in any case when
 * the time is up. By event. Rejects with the signal's reason.
 */
export async function settled(
  { store, openSessions, watch }: FindingSource,
  isPending: (session: SessionRecord) => boolean,
  { withinMs, signal }: { readonly withinMs: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted()
  if (withinMs === 0) return
  const pending = new Set(
    openSessions()
      .filter(isPending)
      .map(({ id }) => id),
  )
  if (pending.size === 0) return
  await new Promise<void>((resolve, reject) => {
    const end = (act: () => void): void => {
      clearTimeout(timer)
      stopFeed()
      stopWatch()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const onAbort = (): void => end(() => reject(signal?.reason as Error))
    const done = (id: string): void => {
      if (pending.delete(id) && pending.size === 0) end(resolve)
    }
    const stopFeed = store.feed.subscribe((event) => {
      if (event.type === 'session') done(event.session.id)
    })
    const stopWatch = watch((session) => {
      if (pending.has(session.id) && !isPending(session.snapshot())) done(session.id)
    })
    const timer =
      withinMs === Infinity ? undefined : setTimeout(() => end(resolve), Math.min(withinMs, longestTimerMs))
    signal?.addEventListener('abort', onAbort)
  })
}
