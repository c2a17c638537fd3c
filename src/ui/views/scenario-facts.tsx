import type { JSX } from 'preact'
import type { ApiPort, ApiScenario } from '../../model/api.ts'
import type { TlsMode } from '../../model/port-profile.ts'
import { demanded, leftOpen } from '../../model/verify-words/demanded.ts'

/** What one is, and what is asked of a client that meets it. */
export function ScenarioFacts({ scenario, port }: { scenario: ApiScenario; port: ApiPort }): JSX.Element {
  const rows: readonly (readonly [string, string])[] = [
    ['Clients meet', scenario.title],
    ...conditions(scenario).map((words) => ['Only where', words] as const),
    ['Required of them', askedWords(scenario, port.tls)],
    ['Source', scenario.source],
  ]
  return (
    <dl class="facts scenario-facts">
      {rows.map(([name, words]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}

const addressed = {
  address: 'the client connects to an IP address, such as 127.0.0.1, and not to a name',
  name: 'the client connects to a name, such as localhost, and not to an IP address',
} as const

/** Elsewhere a client meets a healthy server. */
function conditions({ connectBy, recipients }: ApiScenario): readonly string[] {
  return [
    ...(connectBy === null ? [] : [addressed[connectBy]]),
    ...(recipients > 1 ? [`the message has ${recipients} recipients or more`] : []),
  ]
}

/** What is asked of a client that meets it, and of whom it is not. */
function askedWords({ group, demand: { rule, what, needs } }: ApiScenario, tls: TlsMode): string {
  if (rule === 'observation') return `Nothing. ${leftOpen(group)}`
  if (needs === 'password') return `${demanded[what]} Required of a client that logs in.`
  // From the first byte it is never left to chance.
  if (needs !== 'tls-asked' || tls === 'implicit') return demanded[what]
  return `${demanded[what]} A client that neither logs in nor was set to use TLS may send without it (RFC 7435).`
}
