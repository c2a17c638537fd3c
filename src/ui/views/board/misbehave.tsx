import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiPort } from '../../../model/api.ts'
import { setFault } from '../../state/faults.ts'
import { WhatFields, WhomFields } from './fault-fields.tsx'
import { type Choice, faultOf, firstChoice } from './fault-form.ts'
import { FaultList } from './fault-list.tsx'

/** A port that goes wrong on purpose: what is set, and setting more. */
export function Misbehave({ port }: { port: ApiPort }): JSX.Element {
  const [choice, setChoice] = useState(firstChoice)
  const [failure, setFailure] = useState<string | null>(null)
  const change = (part: Partial<Choice>): void => setChoice((old) => ({ ...old, ...part }))
  const run = async (work: Promise<void>): Promise<void> => {
    const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
    setFailure(await work.then(() => null, wordsOf))
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    void run(setFault(faultOf(choice, port)))
  }
  return (
    <section class="misbehave" aria-labelledby="misbehave-title">
      <h2 id="misbehave-title">Make port {port.port} misbehave</h2>
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
      <FaultList port={port} run={run} />
    </section>
  )
}
