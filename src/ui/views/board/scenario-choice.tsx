import type { JSX } from 'preact'
import type { ApiPort, ApiScenario } from '../../../model/api.ts'
import type { TlsMode } from '../../../model/port-profile.ts'
import { scenarioGroups } from '../../../model/scenario-group.ts'
import { demanded, leftOpen } from '../../../model/verify-words/demanded.ts'
import { groupTitles } from '../../../model/verify-words/matrix.ts'

/** Those that make sense on a port, by their groups. */
export function ScenarioSelect(props: {
  readonly all: readonly ApiScenario[]
  readonly value: string
  readonly onChoose: (name: string) => void
}): JSX.Element {
  const groups = scenarioGroups
    .map((group) => ({ group, members: props.all.filter((one) => one.group === group) }))
    .filter(({ members }) => members.length > 0)
  return (
    <label class="scenario-choice">
      Scenario
      <select
        class="field"
        required
        value={props.value}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        <option value="">choose one</option>
        {groups.map(({ group, members }) => (
          <optgroup key={group} label={groupTitles[group]}>
            {members.map(({ name, title }) => (
              <option key={name} value={name}>
                {name}: {title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}

/** What one is, and what is asked of a client that meets it. */
export function ScenarioFacts({ scenario, port }: { scenario: ApiScenario; port: ApiPort }): JSX.Element {
  const rows: readonly (readonly [string, string])[] = [
    ['Clients meet', scenario.title],
    ...conditions(scenario).map((words) => ['Only where', words] as const),
    ['Asked of them', askedWords(scenario, port.tls)],
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

/** Elsewhere a client meets a server that is in order. */
function conditions({ connectBy, recipients }: ApiScenario): readonly string[] {
  return [
    ...(connectBy === null ? [] : [addressed[connectBy]]),
    ...(recipients > 1 ? [`the message has ${recipients} recipients or more`] : []),
  ]
}

/** What is asked of a client that meets it, and of whom it is not. */
function askedWords({ group, demand: { rule, what, needs } }: ApiScenario, tls: TlsMode): string {
  if (rule === 'observation') return `Nothing. ${leftOpen(group)}`
  if (needs === 'password') return `${demanded[what]} Asked of a client that logs in.`
  // From the first byte it is never left to chance.
  if (needs !== 'tls-asked' || tls === 'implicit') return demanded[what]
  return `${demanded[what]} One that neither logs in nor was set to use TLS may do without it (RFC 7435).`
}
