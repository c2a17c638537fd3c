import type { JSX } from 'preact'
import type { ApiWorked } from '../../../model/api.ts'
import { VerdictMark } from '../../components/verdict.tsx'
import { fullTime, shortTime } from '../../lib/format.ts'
import { href } from '../../lib/route.ts'

/** What worked, and in what this session differs from it. */
export function Worked({ worked: { session, same, differences } }: { worked: ApiWorked }): JSX.Element {
  const who = same === 'client' ? 'the same client' : 'another client'
  return (
    <details class="worked">
      <summary>
        <VerdictMark tone="ok" /> Like this, but it worked:{' '}
        <time dateTime={session.startedAt} title={fullTime(session.startedAt)}>
          {shortTime(session.startedAt)}
        </time>
        , {who} on {session.port.port}.{' '}
        {differences.length === 0
          ? 'The records show no difference in their settings.'
          : `What differs: ${differences.map(({ what }) => what).join(', ')}`}
      </summary>
      {differences.length > 0 && (
        <table class="worked-table">
          <thead>
            <tr>
              <th scope="col">What differs</th>
              <th scope="col">Here</th>
              <th scope="col">Where it worked</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ what, here, there }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{here}</td>
                <td>{there}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        <a href={href(['sessions', session.id])}>Open the session that worked</a>
      </p>
    </details>
  )
}
