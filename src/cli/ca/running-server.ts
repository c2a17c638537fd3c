import type { X509Certificate } from 'node:crypto'
import { urlHost } from '../../base/reachable.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { getUnverified } from './get-unverified.ts'

/** What a server that runs here says of its CA. */
export interface RunningServer {
  readonly url: string
  /** null: it has a certificate of the user's own, or does not say without a login. */
  readonly caFile: string | null
  /** The certificate that it showed; null: it speaks HTTP. */
  readonly leaf: X509Certificate | null
  /** Whether it says nothing without a login: none was given, or none is sent to a server that is not verified. */
  readonly asksLogin: boolean
}

/** It answers from memory, but may have much else to do; where nothing listens, that is known at once. */
const askMs = 5000

/** The server that runs with these options on this machine, by HTTP or HTTPS; null: none answers. */
export async function runningServer(options: ResolvedOptions): Promise<RunningServer | null> {
  const { http, https, httpHost, webRoot } = options
  if (http === 'off' || http === 0) return null
  const place = `${urlHost(httpHost[0] ?? '127.0.0.1')}:${http}${webRoot}/`
  const deadline = AbortSignal.timeout(askMs)
  try {
    const plain = https ? null : await askPlain(`http://${place}`, options, deadline)
    return plain ?? (await askSecure(`https://${place}`, deadline))
  } catch {
    // Nothing answers, or something else does: then there is none to ask.
    return null
  }
}

async function askPlain(
  url: string,
  { httpToken, httpAuth }: ResolvedOptions,
  signal: AbortSignal,
): Promise<RunningServer | null> {
  const authorization =
    httpToken !== null
      ? `Bearer ${httpToken}`
      : httpAuth !== null
        ? `Basic ${Buffer.from(httpAuth).toString('base64')}`
        : null
  try {
    const answer = await fetch(new URL('api/info', url), {
      signal,
      redirect: 'error',
      ...(authorization !== null && { headers: { authorization } }),
    })
    if (isOurLogin(answer.status, answer.headers.get('www-authenticate')))
      return { url, caFile: null, leaf: null, asksLogin: true }
    const caFile = caFileIn(await answer.text())
    return caFile === undefined ? null : { url, caFile, leaf: null, asksLogin: false }
  } catch {
    // It may be that TLS was expected: the same port is asked so next.
    return null
  }
}

async function askSecure(url: string, deadline: AbortSignal): Promise<RunningServer | null> {
  const { status, realm, text, leaf } = await getUnverified(new URL('api/info', url), deadline)
  if (isOurLogin(status, realm)) return { url, caFile: null, leaf, asksLogin: true }
  const caFile = caFileIn(text)
  return caFile === undefined ? null : { url, caFile, leaf, asksLogin: false }
}

function isOurLogin(status: number, realm: string | null): boolean {
  return status === 401 && /\brealm="Fourport"/.test(realm ?? '')
}

/** undefined: it is no answer of Fourport's. */
function caFileIn(text: string): string | null | undefined {
  const info = JSON.parse(text) as { name?: unknown; caFile?: unknown } | null
  if (info?.name !== 'fourport') return undefined
  return typeof info.caFile === 'string' ? info.caFile : null
}
