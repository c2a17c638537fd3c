import type { FourportServer, SessionRecord } from '../../../src/index.ts'

/** Far above what a session needs to end once its client is gone. */
const limitMs = 10_000

/**
 * The sessions of a client that is gone, once all of them have ended; at least `count`. `seen` holds those of
 * clients before it, and takes these in.
 */
export function endedSessions(
  server: FourportServer,
  { count = 1, seen = new Set() }: { readonly count?: number; readonly seen?: Set<string> } = {},
): Promise<readonly SessionRecord[]> {
  const fresh = (): readonly SessionRecord[] => server.sessions().filter(({ id }) => !seen.has(id))
  const done = (): boolean => {
    const sessions = fresh()
    return sessions.length >= count && sessions.every(({ durationMs }) => durationMs !== null)
  }
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (!done()) return
      clearTimeout(limit)
      stop()
      const sessions = fresh()
      for (const { id } of sessions) seen.add(id)
      resolve(sessions)
    }
    const limit = setTimeout(() => {
      stop()
      const open = fresh().map(({ port, durationMs }) => `${port.name} ${durationMs ?? 'open'}`)
      reject(
        new Error(
          `expected ${count} ended session(s) within ${limitMs} ms, got: ${open.join(', ') || 'none'}`,
        ),
      )
    }, limitMs)
    const stop = server.on('session', check)
    check()
  })
}
