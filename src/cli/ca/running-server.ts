import { reachable, urlHost } from '../../base/reachable.ts'
import type { ResolvedOptions } from '../../options/options.ts'

/** What a server that runs here says of its CA. */
export interface RunningServer {
  readonly url: string
  /** null: it has a certificate of the user's own. */
  readonly caFile: string | null
}

/** It answers from memory, but may have much else to do; where nothing listens, that is known at once. */
const askMs = 5000

/** The server that runs with these options on this machine; null: none answers. */
export async function runningServer(options: ResolvedOptions): Promise<RunningServer | null> {
  const { http, https, httpHost, httpToken, httpAuth } = options
  if (http === 'off' || http === 0) return null
  const url = `${https ? 'https' : 'http'}://${urlHost(reachable(httpHost[0] ?? '127.0.0.1'))}:${http}/`
  const authorization =
    httpToken !== null
      ? `Bearer ${httpToken}`
      : httpAuth !== null
        ? `Basic ${Buffer.from(httpAuth).toString('base64')}`
        : null
  try {
    const answer = await fetch(new URL('api/info', url), {
      signal: AbortSignal.timeout(askMs),
      redirect: 'error',
      ...(authorization !== null && { headers: { authorization } }),
    })
    const info = (await answer.json()) as { name?: unknown; caFile?: unknown } | null
    if (info?.name !== 'fourport') return null
    return { url, caFile: typeof info.caFile === 'string' ? info.caFile : null }
  } catch {
    // Nothing answers, something else does, or it wants a login that was not given: then there is none to ask.
    return null
  }
}
