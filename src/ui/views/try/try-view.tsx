import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiPort, ApiScenario } from '../../../model/api.ts'
import { scenarioGroups } from '../../../model/scenario-group.ts'
import { groupTitles } from '../../../model/verify-words/matrix.ts'
import { PaneError } from '../../components/pane-error.tsx'
import { useCell } from '../../lib/cell.ts'
import { useLoaded } from '../../lib/load.ts'
import { href } from '../../lib/route.ts'
import { loadScenarios } from '../../state/scenarios.ts'
import { ports } from '../../state/server.ts'
import { TryScenario } from './try-scenario.tsx'

/** Whether a word of the reader stands in what a scenario is about. */
function fits({ name, title, source }: ApiScenario, words: string): boolean {
  const text = `${name} ${title} ${source}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** What a server can be on purpose, by what a client meets; each with its command, its test code, and a button for each port. */
export function TryView(): JSX.Element {
  const all = useCell(ports)
  const { value, error } = useLoaded('scenarios', loadScenarios)
  const [words, setWords] = useState('')
  const found = (value ?? []).filter((one) => fits(one, words))
  return (
    <div class="try">
      <h1>Try your client against a server that is not healthy</h1>
      <p class="try-intro">
        Choose a scenario, apply it to a port, and send a mail. The session then shows what the client did. What the server does wrong on purpose is never reported as a mistake of the client.
        {all[0] !== undefined && (
          <>
            {' '}
            One fault at one point, such as a 451 to the first recipient, is set in the{' '}
            <a href={href(['ports', all[0].name])}>settings of a port</a>.
          </>
        )}
      </p>
      <label class="try-search">
        What should go wrong?{' '}
        <input
          class="field"
          type="search"
          placeholder="expired, 451, slow, STARTTLS …"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      <PaneError error={error} />
      {value !== null && found.length === 0 && <p class="muted">Nothing here contains these words.</p>}
      {scenarioGroups.map((group) => (
        <Group key={group} title={groupTitles[group]} members={found.filter((one) => one.group === group)} all={all} />
      ))}
    </div>
  )
} // prettier-ignore

function Group(props: {
  readonly title: string
  readonly members: readonly ApiScenario[]
  readonly all: readonly ApiPort[]
}): JSX.Element | null {
  if (props.members.length === 0) return null
  return (
    <section class="try-group">
      <h2>{props.title}</h2>
      {props.members.map((scenario) => (
        <TryScenario
          key={scenario.name}
          scenario={scenario}
          ports={props.all.filter(({ tls }) => scenario.on.includes(tls))}
        />
      ))}
    </section>
  )
}
