import type { JSX } from 'preact'
import type { ApiMessage } from '../../../model/api.ts'
import { VerdictMark } from '../../components/verdict.tsx'
import { href } from '../../lib/route.ts'

/** What the session shows to be wrong with this very message; notes are told there alone. */
export function MessageFindings({ message }: { message: ApiMessage }): JSX.Element | null {
  const grave = message.findings.filter(({ severity }) => severity !== 'note')
  if (grave.length === 0) return null
  return (
    <ul class="head-findings">
      {grave.map(({ id, severity, saw, fix }) => (
        <li key={id}>
          <VerdictMark tone={severity} />
          <span>
            {saw} {fix} <a href={href(['sessions', message.sessionId])}>Session</a>
          </span>
        </li>
      ))}
    </ul>
  )
}
