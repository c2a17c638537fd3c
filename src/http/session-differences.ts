import { greetingOf, isSameTls } from '../diagnosis/same-client.ts'
import type { ApiDifference } from '../model/api.ts'
import type { Observation } from '../model/observation.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** What is compared, the likeliest cause first; null: this session did not come so far, so there is nothing to compare. */
const facts: readonly (readonly [what: string, read: (record: SessionRecord) => string | null])[] = [
  ['port', ({ port }) => String(port.port)],
  ['TLS', tlsOf],
  ['server name asked for (SNI)', ({ clientHello }) => clientHello && (clientHello.sni ?? 'none')],
  ['login', loginOf],
  ['greeting', greetingOf],
  ['sender', (record) => lineOf(record, 'MAIL')],
  ['scenario', ({ scenario }) => scenario?.name ?? 'none'],
]

/** In what two sessions differ, as far as both came; the host is that of the client and no difference. */
export function differencesOf(here: SessionRecord, there: SessionRecord): readonly ApiDifference[] {
  const found: ApiDifference[] = []
  for (const [what, read] of facts) {
    const [one, other] = [read(here), read(there)]
    if (one !== null && other !== null && one !== other) found.push({ what, here: one, there: other })
  }
  if (here.clientHello && there.clientHello && !isSameTls(here, there))
    found.push({ what: 'TLS library or its settings', here: fingerprint(here), there: fingerprint(there) })
  return found
}

function tlsOf({ tls, entries }: SessionRecord): string {
  if (tls !== null) return tls.version.replace('v', ' ')
  return entries.some(({ kind }) => kind === 'tls-failed') ? 'the handshake failed' : 'none'
}

function loginOf({ entries }: SessionRecord): string | null {
  const tried = entries.filter((entry): entry is Extract<Observation, { kind: 'auth' }> => entry.kind === 'auth')
  const last = tried.at(-1)
  if (last === undefined) return entries.some((entry) => entry.kind === 'command' && entry.verb === 'MAIL') ? 'none' : null
  return last.user === null ? last.mechanism : `${last.mechanism} as ${last.user}`
} // prettier-ignore

function lineOf({ entries }: SessionRecord, verb: string): string | null {
  for (const entry of entries) if (entry.kind === 'command' && entry.verb === verb) return entry.line
  return null
}

function fingerprint({ clientHello }: SessionRecord): string {
  return clientHello?.ja4 ?? 'not computed'
}
