import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Finding } from '../../../model/finding.ts'
import type { VerifyCell, VerifyFault, VerifyPort, VerifyScenario } from '../../../model/verify.ts'
import { cellFacts, ruleWords } from '../../../model/verify-words/cell-facts.ts'
import { faultTitles } from '../../../model/verify-words/fault-titles.ts'
import { Prose } from '../../components/prose.tsx'
import { Code, Snippets } from '../../components/snippets.tsx'
import { useCell } from '../../lib/cell.ts'
import { isWide } from '../../lib/cursor.ts'
import { href } from '../../lib/route.ts'
import { sessions } from '../../state/sessions.ts'
import { VerifyMark } from './matrix.tsx'

/** They stand apart: as cards, as a sentence, as links. */
const apart: readonly string[] = ['Wrong', 'Rule', 'Sessions']

/** All that is known of a cell; null: it has not been run yet, or is none. */
export function CellDetail({
  cell,
  scenario,
  port,
  back,
}: {
  cell: VerifyCell | null
  scenario: VerifyScenario
  port: VerifyPort
  back: string
}): JSX.Element {
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!isWide()) pane.current?.focus()
  }, [])
  return (
    <article class="pane detail cell-detail" ref={pane} tabIndex={-1} aria-label="Cell">
      <a class="button quiet detail-back" href={back}>
        The whole table
      </a>
      <header class="cell-head">
        <h2>
          {cell !== null && <VerifyMark verdict={cell.verdict} />}
          <span>{cell?.words ?? 'not run yet'}</span>
        </h2>
        <p>
          <code>{scenario.name}</code> on {port.number}
        </p>
        <p class="muted">
          {scenario.title}, {scenario.source}
        </p>
      </header>
      {cell !== null && <Told cell={cell} />}
    </article>
  )
}

function Told({ cell }: { cell: VerifyCell }): JSX.Element {
  const facts = cellFacts(cell).filter(([name]) => !apart.includes(name))
  const output = cell.end?.output ?? ''
  return (
    <div class="cell-facts">
      {cell.faults.map((fault) => (
        <FaultCard key={fault.code} fault={fault} />
      ))}
      {cell.rule !== null && <p class="cell-rule">Rule: {ruleWords(cell.rule)}</p>}
      <dl class="facts">
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <SessionLinks ids={cell.sessions} />
      {output !== '' && (
        <section aria-labelledby="cell-output">
          <h3 id="cell-output">What the client said last</h3>
          <div class="snippets">
            <Code code={output} label="What the client said last" />
          </div>
        </section>
      )}
    </div>
  )
}

function FaultCard({ fault: { code, summary, fix, finding } }: { fault: VerifyFault }): JSX.Element {
  const cause = finding?.snippets ?? []
  return (
    <section class="finding finding-error" aria-labelledby={`fault-${code}`}>
      <h3 class="finding-saw" id={`fault-${code}`}>
        <span class="mark mark-failed" aria-hidden="true">
          ✗
        </span>
        <span>{faultTitles[code]}</span>
      </h3>
      <p class="finding-why">{summary}</p>
      {finding !== null && <Cause finding={finding} />}
      {/* The cause has its lines with it. */}
      {fix !== null && cause.length === 0 && (
        <Snippets snippets={[{ ...fix, label: fix.library }]} title="Write this instead" />
      )}
      <p class="finding-foot">
        <code>{code}</code>
      </p>
    </section>
  )
}

/** What the session shows to be the reason, with the lines that prove it one step away. */
function Cause({ finding }: { finding: Finding }): JSX.Element {
  return (
    <>
      <p class="finding-why">
        <strong>{finding.saw}</strong> <Prose text={finding.why} />{' '}
        <a href={href(['sessions', finding.sessionId], { finding: finding.id })}>
          See the lines that prove it
        </a>
      </p>
      <p class="finding-fix">
        <strong>
          <Prose text={finding.fix} />
        </strong>
      </p>
      <Snippets
        snippets={finding.snippets}
        preferred={finding.client?.library ?? null}
        title="Write this instead"
      />
    </>
  )
}

function SessionLinks({ ids }: { ids: readonly string[] }): JSX.Element | null {
  const { items } = useCell(sessions.state)
  if (ids.length === 0) return null
  return (
    <section aria-labelledby="cell-sessions">
      <h3 id="cell-sessions">{ids.length === 1 ? 'Its session' : `Its ${ids.length} sessions`}</h3>
      <ol class="cell-sessions">
        {ids.map((id) => (
          <li key={id}>
            <a href={href(['sessions', id])}>
              {items.find((one) => one.id === id)?.summary ?? `Session ${id}`}
            </a>
          </li>
        ))}
      </ol>
    </section>
  )
}
