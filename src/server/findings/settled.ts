import { timerOf } from '../../base/time-limit.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { FindingSource } from './source.ts'

/**
 * Resolves when none of the sessions that are open now is pending any more, at once where none is, and in any case when
 * the time is up. By event. Rejects with the signal's reason.
 */
export async function settled(
  { store, openSessions, watch }: FindingSource,
  isPending: (session: SessionRecord) => Promise<boolean>,
  { withinMs, signal }: { readonly withinMs: number; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  signal?.throwIfAborted()
  if (withinMs === 0) return
  const open = openSessions()
  if (open.length === 0) return
  // Until it is known which of them are not: they may end meanwhile.
  const pending = new Set(open.map(({ id }) => id))
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
    const look = async (session: SessionRecord): Promise<void> => {
      try {
        if (!(await isPending(session))) done(session.id)
      } catch (error) {
        end(() => reject(error as Error))
      }
    }
    const stopFeed = store.feed.subscribe((event) => {
      if (event.type === 'session') done(event.session.id)
    })
    const stopWatch = watch((session) => {
      if (pending.has(session.id)) void look(session.snapshot())
    })
    const timer = timerOf(withinMs, () => end(resolve))
    signal?.addEventListener('abort', onAbort)
    for (const session of open) void look(session)
  })
}
