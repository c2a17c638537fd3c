import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiPort, ApiScenario } from '../../../model/api.ts'
import type { FixSnippet } from '../../../model/finding.ts'
import { Snippets } from '../../components/snippets.tsx'
import { useAttempts } from '../../lib/attempt.ts'
import { clearScenario, setScenario } from '../../state/scenarios.ts'
import { ScenarioFacts } from '../scenario-facts.tsx'

/** The same by a command, in a test, and over HTTP. */
function waysTo({ name }: ApiScenario, { name: listener }: ApiPort): readonly FixSnippet[] {
  const address = `${location.origin}${location.pathname}api/ports/${listener}/scenario`
  return [
    {
      library: 'try-command',
      label: 'Command line',
      language: 'sh',
      code: `npx fourport --scenario ${listener}=${name}`,
    },
    {
      library: 'try-test',
      label: 'Test in JavaScript',
      language: 'js',
      code: `await server.scenario('${name}', { listener: '${listener}' })`,
    },
    {
      library: 'try-verify',
      label: 'Verify, judged',
      language: 'sh',
      code: `npx fourport verify --scenarios ${name} -- node send.mjs`,
    },
    {
      library: 'try-http',
      label: 'HTTP, in any language',
      language: 'sh',
      code: `curl -X PUT ${address} \\\n  -H 'Content-Type: application/json' -d '{"name":"${name}"}'`,
    },
  ]
}

/** One of them: closed, what a client meets; open, what is asked of it and how to put it on. */
export function TryScenario({
  scenario,
  ports,
}: {
  scenario: ApiScenario
  ports: readonly ApiPort[]
}): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const on = ports.filter((port) => port.scenario?.name === scenario.name)
  return (
    <details class="try-one" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class="try-title">{scenario.title}</span> <code>{scenario.name}</code>
        {on.map(({ name, port }) => (
          <span class="try-on" key={name}>
            on {port} now
          </span>
        ))}
      </summary>
      {isOpen && <Ways scenario={scenario} ports={ports} />}
    </details>
  )
}

function Ways({ scenario, ports }: { scenario: ApiScenario; ports: readonly ApiPort[] }): JSX.Element {
  const { failure, attempt } = useAttempts()
  const [first] = ports
  if (first === undefined) return <p class="muted">No port of this server can be this one.</p>
  return (
    <div class="try-ways">
      <ScenarioFacts scenario={scenario} port={first} />
      <p class="try-ports">
        {ports.map((port) => {
          const isOn = port.scenario?.name === scenario.name
          return (
            <button
              type="button"
              key={port.name}
              class={`button ${isOn ? '' : 'primary'}`}
              onClick={() => void attempt(isOn ? clearScenario(port) : setScenario(port, scenario.name))}
            >
              {isOn ? `Remove from ${port.port}` : `Apply to ${port.port}`}
            </button>
          )
        })}
      </p>
      {failure !== null && (
        <p class="search-problem" role="alert">
          {failure}
        </p>
      )}
      <Snippets snippets={waysTo(scenario, first)} title="The same elsewhere" />
    </div>
  )
}
