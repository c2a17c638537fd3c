import { plainSettings } from '../diagnosis/fixes/plain-settings.ts'
import { covers } from '../diagnosis/host-names.ts'
import { allSnippets, nameIn, setupSnippets } from '../diagnosis/snippets.ts'
import type { FixSnippet, Verdict } from '../model/finding.ts'
import type { BoundPort } from '../model/port-profile.ts'
import { localName } from '../model/local-name.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { HttpContext } from './context.ts'

/** What sends a first mail through this port, for each library; in plain words first. */
export function settingsFor(
  port: BoundPort,
  { leaf, login }: Pick<HttpContext, 'leaf' | 'login'>,
): readonly FixSnippet[] {
  const host = localName(port.host)
  const shown = port.tls === 'none' ? null : leaf
  return plainFirst(
    setupSnippets({
      host,
      port: port.port,
      tls: port.tls,
      caFile: shown?.caFile ?? null,
      serverName: shown === null || covers(shown.names, host) ? null : nameIn(shown.names),
      login: port.auth !== 'off',
      user: login?.user ?? null,
      password: login === null ? anyPassword : null,
    }),
  )
}

const anyPassword = 'password'

/** The fix of each finding of a session in every library there is, so that a reader can choose; in plain words first. */
export function fixesFor(
  record: SessionRecord,
  verdict: Verdict,
  { login }: Pick<HttpContext, 'login'>,
): Readonly<Record<string, readonly FixSnippet[]>> {
  return Object.fromEntries(
    verdict.findings.map(({ id }) => [id, plainFirst(allSnippets(id, record, login?.user ?? null))]),
  )
}

function plainFirst(snippets: readonly FixSnippet[]): readonly FixSnippet[] {
  return snippets.toSorted(
    (one, other) => Number(other.library === plainSettings.id) - Number(one.library === plainSettings.id),
  )
}
