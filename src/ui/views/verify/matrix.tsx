import type { JSX } from 'preact'
import type { VerifyCell, VerifyPort, VerifyVerdict } from '../../../model/verify.ts'
import type { VerifyPlace } from '../../../model/verify-run.ts'
import {
  isNotHere,
  markMeanings,
  marks,
  type MatrixGroup,
  type MatrixRow,
} from '../../../model/verify-words/matrix.ts'
import { isSame, placeOf } from './places.ts'

const tlsWords = { none: 'plaintext', implicit: 'implicit TLS', starttls: 'STARTTLS' } as const

/** The sign for who sees it, its meaning for who hears it. */
export function VerifyMark({ verdict }: { verdict: VerifyVerdict }): JSX.Element {
  return (
    <>
      <span class={`mark mark-${verdict}`} aria-hidden="true">
        {marks[verdict]}
      </span>
      <span class="sr-only">{markMeanings[verdict]}: </span>
    </>
  )
}

interface Shown {
  readonly ports: readonly VerifyPort[]
  /** Where the client is at work. */
  readonly open: readonly VerifyPlace[]
  readonly current: VerifyPlace | null
  readonly show: string
}

/** Ports across, scenarios down. Roles are said, as on a narrow page it is laid out as no table is. */
export function Matrix({
  groups,
  ...shown
}: Shown & { readonly groups: readonly MatrixGroup[] }): JSX.Element {
  const { ports } = shown
  return (
    <table class={`matrix matrix-${ports.length}`} role="table">
      <caption class="sr-only">What the client did, by port and scenario</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader" class="matrix-name">
            Scenario
          </th>
          {ports.map(({ number, tls }) => (
            <th key={number} scope="col" role="columnheader">
              {number} <small>{tlsWords[tls]}</small>
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ group, title, rows }) => (
        <tbody key={group} role="rowgroup">
          <tr role="row">
            <th scope="rowgroup" role="rowheader" class="matrix-group" colSpan={ports.length + 1}>
              {title}
            </th>
          </tr>
          {rows.map((row) => (
            <Row key={row.scenario.name} row={row} {...shown} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row({
  row: { scenario, cells },
  ports,
  open,
  current,
  show,
}: Shown & { row: MatrixRow }): JSX.Element {
  return (
    <tr role="row">
      <th scope="row" role="rowheader" class="matrix-name">
        <code>{scenario.name}</code>
        <small>{scenario.title}</small>
      </th>
      {ports.map(({ profile, number }, index) => {
        const place = { scenario: scenario.name, profile }
        const cell = cells[index] ?? null
        return (
          <td key={number} role="cell" class={`cell cell-${cell?.verdict ?? 'waiting'}`} data-port={number}>
            {cell === null ? (
              <Waiting isOpen={open.some((one) => isSame(one, place))} />
            ) : (
              <Told cell={cell} isOpen={isSame(current, cell)} target={placeOf(cell, show)} />
            )}
          </td>
        )
      })}
    </tr>
  )
}

function Told({ cell, isOpen, target }: { cell: VerifyCell; isOpen: boolean; target: string }): JSX.Element {
  return (
    <a
      class="cell-in"
      id={`cell-${cell.scenario}-${cell.profile}`}
      href={target}
      aria-current={isOpen ? 'true' : undefined}
    >
      <VerifyMark verdict={cell.verdict} />
      {/* A column of the same word would drown the others; who only hears it needs a name for the link. */}
      <span class={cell.verdict === 'skipped' && !isNotHere(cell) ? 'sr-only' : undefined}>{cell.words}</span>
    </a>
  )
}

/** Not judged yet. */
function Waiting({ isOpen }: { isOpen: boolean }): JSX.Element {
  return (
    <span class={`cell-in ${isOpen ? 'cell-open' : ''}`}>
      <span class="mark" aria-hidden="true">
        {isOpen ? '▸' : '·'}
      </span>
      <span class={isOpen ? undefined : 'sr-only'}>{isOpen ? 'running' : 'waiting'}</span>
    </span>
  )
}
