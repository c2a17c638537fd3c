import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiPort } from '../../../model/api.ts'
import { useAttempts } from '../../lib/attempt.ts'
import { setFault } from '../../state/faults.ts'
import { WhatFields, WhomFields } from './fault-fields.tsx'
import { type Choice, faultOf, firstChoice } from './fault-form.ts'
import { FaultList } from './fault-list.tsx'
import { PlayScenario } from './play-scenario.tsx'

/** A port that goes wrong on purpose: the scenario that is on, the faults that are set, and more of either. */
export function Misbehave({ port }: { port: ApiPort }): JSX.Element {
  const [choice, setChoice] = useState(firstChoice)
  const { failure, attempt } = useAttempts()
  const change = (part: Partial<Choice>): void => setChoice((old) => ({ ...old, ...part }))
  const submit = (event: Event): void => {
    event.preventDefault()
    void attempt(setFault(faultOf(choice, port)))
  }
  return (
    <section class="misbehave" aria-labelledby="misbehave-title">
      <h2 id="misbehave-title">Make port {port.port} misbehave</h2>
      <PlayScenario port={port} />
      <h3>A fault goes wrong at one point</h3>
      <form class="fault-form" onSubmit={submit}>
        <WhatFields choice={choice} change={change} port={port} />
        <WhomFields choice={choice} change={change} />
        <button type="submit" class="button primary">
          Set this fault
        </button>
      </form>
      {failure !== null && (
        <p class="search-problem" role="alert">
          {failure}
        </p>
      )}
      <FaultList port={port} attempt={attempt} />
    </section>
  )
}
