import type { JSX } from 'preact'
import type { ApiScenario } from '../../../model/api.ts'
import { scenarioGroups } from '../../../model/scenario-group.ts'
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
