import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ApiFindingGroup } from '../../../model/api.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { PaneError } from '../../components/pane-error.tsx'
import { Prose } from '../../components/prose.tsx'
import { VerdictMark } from '../../components/verdict.tsx'
import { useCell } from '../../lib/cell.ts'
import { plural, shortTime } from '../../lib/format.ts'
import { href } from '../../lib/route.ts'
import {
  dismiss,
  dismissed,
  isDismissed,
  keyOf,
  troubles,
  troublesFailure,
  watchTroubles,
} from '../../state/troubles.ts'

/** So many are in sight at first: the ports stay on the first screen. */
const atFirst = 4

/** What to change first, with the lines for it; then what was seen. */
function Row({ group }: { group: ApiFindingGroup }): JSX.Element {
  const { client, port, fix, saw, sessions, lastAt, fixedAt, fixedBy, severity, code } = group
  return (
    <li class={`attention-row ${fixedAt === null ? '' : 'attention-fixed'}`}>
      <VerdictMark tone={fixedAt === null ? severity : 'ok'} />
      <p class="attention-who">
        {client} → {port}
      </p>
      <p class="attention-fix">
        <Prose text={fix} />
      </p>
      <p class="attention-actions">
        {code !== null && <CopyButton text={code} label="Copy the lines" />}
        <a class="button quiet" href={href(['sessions', group.sessionId], { finding: group.id })}>
          Open<span class="sr-only"> the session of {client}</span>
        </a>
        <button
          type="button"
          class="button quiet icon-only"
          title="Dismiss until it happens again"
          aria-label={`Dismiss ${client} on ${port} until it happens again`}
          onClick={() => dismiss(group)}
        >
          <Icon name="cross" />
        </button>
      </p>
      <p class="attention-saw">
        {saw} {sessions > 1 ? `${plural(sessions, 'session')}, last ` : ''}
        {shortTime(lastAt)}
        {fixedAt !== null && fixedBy !== null && (
          <>
            {' '}
            <a href={href(['sessions', fixedBy])}>Fixed at {shortTime(fixedAt)}</a>
          </>
        )}
      </p>
    </li>
  )
}

/** What is wrong with the clients of this server, and what their owners fixed. */
export function Attention(): JSX.Element | null {
  const all = useCell(troubles)
  const failure = useCell(troublesFailure)
  const [isWhole, showWhole] = useState(false)
  useCell(dismissed)
  useEffect(watchTroubles, [])
  const groups = all.filter((group) => !isDismissed(group))
  const wrong = groups.filter(({ fixedAt }) => fixedAt === null).length
  if (groups.length === 0) return failure === null ? null : <PaneError error={failure} />
  return (
    <section class="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">
        Wrong now <span class="attention-count">{wrong.toLocaleString('en')}</span>
        {groups.length > wrong && <span class="attention-count">, fixed {groups.length - wrong}</span>}
      </h2>
      <PaneError error={failure} />
      <ul>
        {(isWhole ? groups : groups.slice(0, atFirst)).map((group) => (
          <Row key={keyOf(group)} group={group} />
        ))}
      </ul>
      {groups.length > atFirst && (
        <button type="button" class="button quiet" onClick={() => showWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${groups.length}`}
        </button>
      )}
    </section>
  )
}
