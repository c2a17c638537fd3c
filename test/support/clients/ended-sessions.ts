import type { Finding, FourportServer, SessionRecord } from '../../../src/index.ts'

/** Far above what a session needs to end once its client is gone. */
const limitMs = 10_000

/**
 * The sessions of a client that is gone, once all of them have ended; at least `count`. `seen` holds those of
 * clients before it, and takes these in.
 */
export async function endedSessions(
  server: FourportServer,
  { count = 1, seen = new Set() }: { readonly count?: number; readonly seen?: Set<string> } = {},
): Promise<readonly SessionRecord[]> {
  const limit = AbortSignal.timeout(limitMs)
  for (;;) {
    const next = nextSession(server, limit)
    const fresh = (await server.sessions()).filter(({ id }) => !seen.has(id))
    if (fresh.length >= count && fresh.every(({ durationMs }) => durationMs !== null)) {
      for (const { id } of fresh) seen.add(id)
      return fresh
    }
    if (limit.aborted) {
      const open = fresh.map(({ port, durationMs }) => `${port.name} ${durationMs ?? 'open'}`)
      throw new Error(
        `expected ${count} ended session(s) within ${limitMs} ms, got: ${open.join(', ') || 'none'}`,
      )
    }
    await next
  }
}

/** Resolves when a session ends, or when the time is up. */
function nextSession(server: FourportServer, limit: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop()
      resolve()
    }
    const stop = server.on('session', done)
    limit.addEventListener('abort', done, { once: true })
  })
}

/** All that is said of these sessions. */
export async function findingsOf(
  server: FourportServer,
  sessions: readonly SessionRecord[],
): Promise<readonly Finding[]> {
  return (await Promise.all(sessions.map(server.verdict))).flatMap(({ findings }) => findings)
}
