import type { JSX } from 'preact'
import type { ApiMessage } from '../../../model/api.ts'
import { Prose } from '../../components/prose.tsx'
import { VerdictMark } from '../../components/verdict.tsx'
import { href } from '../../lib/route.ts'

/** What the session shows to be wrong with this very message; notes are told there alone. */
export function MessageFindings({ message }: { message: ApiMessage }): JSX.Element | null {
  const grave = message.findings.filter(({ severity }) => severity !== 'note')
  if (grave.length === 0) return null
  return (
    <ul class="head-findings" aria-label="Findings">
      {grave.map(({ id, severity, saw, fix }) => (
        <li class={`head-finding head-finding-${severity}`} key={id}>
          <VerdictMark tone={severity} />
          <div>
            <p>{saw}</p>
            <p class="head-finding-fix">
              <Prose text={fix} />{' '}
              <a href={href(['sessions', message.sessionId], { finding: id })}>Show the evidence</a>
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
