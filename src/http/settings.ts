import { plainSettings } from '../diagnosis/fixes/plain-settings.ts'
import { localName } from '../diagnosis/host-names.ts'
import { allSnippets, setupSnippets } from '../diagnosis/snippets.ts'
import type { FixSnippet, Verdict } from '../model/finding.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'

/** What a client must set to send through this port, for each library; in plain words first. */
export function settingsFor(port: BoundPort, caFile: string | null): readonly FixSnippet[] {
  return plainFirst(
    setupSnippets({
      host: localName(port.host),
      port: port.port,
      tls: port.tls,
      caFile: port.tls === 'none' ? null : caFile,
      serverName: null,
      login: port.auth !== 'off',
      user: null,
    }),
  )
}

/** The fix of each finding of a session in every library there is, so that a reader can choose; in plain words first. */
export function fixesFor(
  record: SessionRecord,
  verdict: Verdict,
): Readonly<Record<string, readonly FixSnippet[]>> {
  return Object.fromEntries(verdict.findings.map(({ id }) => [id, plainFirst(allSnippets(id, record))]))
}

function plainFirst(snippets: readonly FixSnippet[]): readonly FixSnippet[] {
  return snippets.toSorted(
    (one, other) => Number(other.library === plainSettings.id) - Number(one.library === plainSettings.id),
  )
}
