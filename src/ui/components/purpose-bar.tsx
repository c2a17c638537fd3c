import type { JSX } from 'preact'
import type { ApiPort } from '../../model/api.ts'
import { useAttempts } from '../lib/attempt.ts'
import { useCell } from '../lib/cell.ts'
import { plural } from '../lib/format.ts'
import { href } from '../lib/route.ts'
import { concerns, faults, isSet } from '../state/faults.ts'
import { clearScenario } from '../state/scenarios.ts'
import { ports } from '../state/server.ts'

/** Which ports misbehave on purpose, in every view: who looks at a failure has to know it. Nothing where none does. */
export function PurposeBar(): JSX.Element | null {
  const all = useCell(ports)
  const set = useCell(faults).filter(isSet)
  const { failure, attempt } = useAttempts()
  const playing = all.filter(({ scenario }) => scenario !== null)
  const faulty = all.filter((port) => set.some((fault) => concerns(fault, port)))
  if (playing.length === 0 && faulty.length === 0) return null
  return (
    <div class="purpose" role="status">
      <strong>On purpose:</strong>
      {playing.map((port) => (
        <Plays key={port.name} port={port} takeOff={() => void attempt(clearScenario(port))} />
      ))}
      {faulty.length > 0 && (
        <span>
          {plural(set.length, 'fault')} set, on{' '}
          {faulty.map((port, index) => (
            <>
              {index > 0 && ', '}
              <a href={href(['ports', port.name])}>{port.port}</a>
            </>
          ))}
        </span>
      )}
      {failure !== null && <span role="alert">{failure}</span>}
    </div>
  )
}

function Plays({ port, takeOff }: { port: ApiPort; takeOff: () => void }): JSX.Element {
  return (
    <span class="purpose-port">
      <a href={href(['ports', port.name])}>port {port.port}</a> has {port.scenario?.title}
      <button type="button" class="button" onClick={takeOff}>
        Remove it<span class="sr-only"> from port {port.port}</span>
      </button>
    </span>
  )
}
