import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { ApiPort } from '../../../model/api.ts'
import { useAttempts } from '../../lib/attempt.ts'
import { useLoaded } from '../../lib/load.ts'
import { clearScenario, loadScenarios, setScenario } from '../../state/scenarios.ts'
import { ScenarioFacts } from '../scenario-facts.tsx'
import { ScenarioSelect } from './scenario-choice.tsx'

/** Which is on, read out when that changes. */
function WhatIsOn({
  port: { scenario },
  takeOff,
}: {
  port: ApiPort
  takeOff: () => Promise<void>
}): JSX.Element {
  if (scenario === null) {
    return (
      <div class="scenario-on">
        <p role="status">No scenario: the port behaves normally.</p>
      </div>
    )
  }
  return (
    <div class="scenario-on scenario-plays">
      <p role="status">
        <code>{scenario.name}</code> is on, on purpose: {scenario.title}.
      </p>
      <button type="button" class="button" onClick={() => void takeOff()}>
        Remove it
      </button>
    </div>
  )
}

/** A port that is another server on purpose: which, what it asks of a client, and putting it on and off. */
export function PlayScenario({ port }: { port: ApiPort }): JSX.Element {
  const { value, error } = useLoaded('scenarios', loadScenarios)
  const [name, setName] = useState<string | null>(null)
  const { failure, attempt, forget } = useAttempts()
  const form = useRef<HTMLFormElement>(null)
  const all = value?.filter(({ on }) => on.includes(port.tls)) ?? []
  const scenario = all.find((one) => one.name === (name ?? port.scenario?.name))
  const choose = (next: string): void => {
    setName(next)
    forget()
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (scenario) void attempt(setScenario(port, scenario.name))
  }
  const takeOff = async (): Promise<void> => {
    await clearScenario(port)
    // The button that was pressed is gone, and with it the place of a person who uses the keyboard.
    form.current?.querySelector('select')?.focus()
  }
  const problem = failure ?? error
  return (
    <>
      <h3>A scenario changes how the port behaves, from the next connection on</h3>
      <form class="fault-form" ref={form} onSubmit={submit}>
        <ScenarioSelect all={all} value={scenario?.name ?? ''} onChoose={choose} />
        <button type="submit" class="button primary">
          {scenario && scenario.name === port.scenario?.name ? 'Apply again' : 'Apply'}
        </button>
      </form>
      {problem !== null && (
        <p class="search-problem" role="alert">
          {problem}
        </p>
      )}
      {scenario && <ScenarioFacts scenario={scenario} port={port} />}
      <WhatIsOn port={port} takeOff={() => attempt(takeOff())} />
    </>
  )
}
