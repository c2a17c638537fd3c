import type { JSX } from 'preact'
import type { ApiPort } from '../../../model/api.ts'
import type { FaultState } from '../../../model/fault.ts'
import { useCell } from '../../lib/cell.ts'
import type { Attempts } from '../../lib/attempt.ts'
import { wordsOfFault } from '../../lib/fault-words.ts'
import { plural } from '../../lib/format.ts'
import { concerns, faults, takeOff } from '../../state/faults.ts'

/** The last ones: recipients' addresses may have asked for many. */
const mostShown = 100

/** `not yet`, `2 of 3 times`, `2 of 2 times, over`. */
function firedWords({ fired, fault: { times }, state }: FaultState): string {
  if (times !== undefined) return `${fired} of ${plural(times, 'time')}${state === 'over' ? ', over' : ''}`
  return fired === 0 ? 'not yet' : plural(fired, 'time')
}

/** What goes wrong on a port, and how often it has. */
export function FaultList({ port, attempt }: { port: ApiPort; attempt: Attempts['attempt'] }): JSX.Element {
  const here = useCell(faults)
    .filter((one) => concerns(one, port))
    .slice(-mostShown)
  if (here.length === 0) {
    return (
      <p class="muted">
        No faults are set. Each session shows the faults that it met, and no client is blamed for them.
      </p>
    )
  }
  return (
    <ul class="faults" aria-label={`Faults of port ${port.port}`}>
      {here.map((one) => (
        <li key={one.id} class={`fault fault-${one.state}`}>
          <code class="fault-id">{one.id}</code>
          <span class="fault-words">{wordsOfFault(one.fault)}</span>
          <span class="fault-fired">fired: {firedWords(one)}</span>
          <button type="button" data-changes class="button" onClick={() => void attempt(takeOff(one))}>
            Take off<span class="sr-only"> {one.id}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
