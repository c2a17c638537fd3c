import type { JSX } from 'preact'
import type { ApiPort, ApiScenario } from '../../../model/api.ts'
import { scenarioGroups } from '../../../model/scenario-group.ts'
import { groupTitles } from '../../../model/verify-words/matrix.ts'
import { askedWords } from '../../lib/scenario-words.ts'

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
