import { describeFinding, findingIds, type FindingId } from '../../../src/diagnosis/catalogue.ts'
import { libraries } from '../../../src/diagnosis/fixes/libraries.ts'
import { allSnippets, setupSnippets } from '../../../src/diagnosis/snippets.ts'
import type { FixSnippet } from '../../../src/model/finding.ts'
import type { AuthPolicy, ProfileName } from '../../../src/model/port-profile.ts'
import type { LeafFacts } from '../../../src/model/tls-facts.ts'
import { ownLeaf, transcript } from './transcript.ts'

/** Findings that settings mend. */
export const mendable: readonly FindingId[] = findingIds.filter(
  (id) => (describeFinding(id)?.fixKind ?? null) !== null,
)

/** What a fix has to stand: paths and users that mean something to a shell, a compiler or a file of settings. */
export const hostilePath = `C:\\users\\it's here "now" $HOME\\u0022 \${x}/ca.pem`
export const hostileUser = `CORP\\user's "\${x}" $HOME#%40ü`

interface RuleContext {
  readonly leaf: LeafFacts
  readonly user: string | null
}

const context: readonly RuleContext[] = [
  { leaf: ownLeaf, user: null },
  { leaf: { ...ownLeaf, ownCa: false, caFile: null }, user: 'me@example.com' },
  { leaf: { ...ownLeaf, caFile: hostilePath }, user: hostileUser },
  { leaf: { ...ownLeaf, names: ['other.test'], caFile: hostilePath }, user: hostileUser },
  { leaf: { ...ownLeaf, names: ['other.test'], ownCa: false, caFile: null }, user: null },
]
const profiles: readonly ProfileName[] = ['relay', 'smtps', 'submission']
const policies: readonly AuthPolicy[] = ['required', 'optional', 'off']

/** Each text that is printed for a library, once: for every finding, on every kind of port, in all context. */
export function printedFixes(): ReadonlyMap<string, readonly FixSnippet[]> {
  const found = new Map(libraries.map(({ id }) => [id, new Map<string, FixSnippet>()]))
  const keep = (snippets: readonly FixSnippet[]): void => {
    for (const snippet of snippets) found.get(snippet.library)?.set(snippet.code, snippet)
  }
  for (const profile of profiles) {
    for (const { leaf, user } of context) {
      for (const auth of policies) {
        const record = transcript(profile, '', {
          leaf: profile === 'relay' ? null : leaf,
          user,
          port: { auth: profile === 'relay' ? 'off' : auth },
        })
        for (const id of mendable) keep(allSnippets(id, record, null))
        const { port } = record
        keep(
          setupSnippets({
            host: '::1',
            port: port.port,
            tls: port.tls,
            caFile: null,
            serverName: null,
            login: port.auth !== 'off',
            user,
          }),
        )
      }
    }
  }
  return new Map([...found].map(([id, codes]) => [id, [...codes.values()]]))
}
