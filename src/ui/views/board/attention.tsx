import type { JSX } from 'preact'
import { VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { plural, shortTime } from '../../lib/format.ts'
import { href } from '../../lib/route.ts'
import { sessions } from '../../state/sessions.ts'
import type { ApiSessionSummary } from '../../../model/api.ts'

interface Group {
  readonly first: ApiSessionSummary
  readonly finding: ApiSessionSummary['findings'][number]
  readonly count: number
}

/** The same mistake on the same port, again and again, is one line with a count; the newest first. */
function group(all: readonly ApiSessionSummary[]): readonly Group[] {
  const groups = new Map<string, Group>()
  for (const session of all) {
    for (const finding of session.findings) {
      if (finding.severity === 'note') continue
      const key = `${finding.id} ${session.port.name}`
      const known = groups.get(key)
      groups.set(key, known ? { ...known, count: known.count + 1 } : { first: session, finding, count: 1 })
    }
  }
  return [...groups.values()].sort(
    (a, b) => Number(b.finding.severity === 'error') - Number(a.finding.severity === 'error'),
  )
}

/** What is wrong with the clients that were here. */
export function Attention(): JSX.Element | null {
  const groups = group(useCell(sessions.state).items).slice(0, 8)
  if (groups.length === 0) return null
  return (
    <section class="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">What to fix</h2>
      <ul>
        {groups.map(({ first, finding, count }) => (
          <li key={finding.id + first.port.name}>
            <a class="attention-row" href={href(['sessions', first.id])}>
              <VerdictMark tone={finding.severity} />
              <span class="attention-port">{first.port.port}</span>
              <span class="attention-saw">{finding.saw}</span>
              <span class="attention-who">{first.client?.label ?? ''}</span>
              <span class="attention-when">
                {count > 1 ? `${plural(count, 'session')}, last ` : ''}
                {shortTime(first.startedAt)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
