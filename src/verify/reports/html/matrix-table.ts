import type { VerifyCell, VerifyReport, VerifyVerdict } from '../../../model/verify.ts'
import {
  isNotHere,
  markMeanings,
  marks,
  matrixOf,
  type MatrixRow,
} from '../../../model/verify-words/matrix.ts'
import { type Html, markup } from './markup.ts'

/** The table, each cell a link to what is known of it. Roles are said, as on a narrow page it is laid out as no table is. */
export function matrixTable(report: VerifyReport): Html {
  const columns = report.ports.map(
    ({ number, tls }) =>
      markup`<th scope="col" role="columnheader">${number}<small>${tlsWords[tls]}</small></th>`,
  )
  const groups = matrixOf(report).map(
    ({ title, rows }) => markup`<tbody role="rowgroup">
<tr role="row"><th scope="rowgroup" role="rowheader" class="group" colspan="${report.ports.length + 1}">${title}</th></tr>
${rows.map((row) => tableRow(report, row))}</tbody>
`,
  )
  return markup`<ul class="legend">${legend(report)}</ul>
<table role="table"><caption class="sr">What the client did, by port and scenario</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="name">Scenario</th>${columns}</tr></thead>
${groups}</table>`
}

const tlsWords = { none: 'plaintext', implicit: 'implicit TLS', starttls: 'STARTTLS' } as const

function tableRow(report: VerifyReport, { scenario, cells }: MatrixRow): Html {
  return markup`<tr role="row"><th scope="row" role="rowheader"><code>${scenario.name}</code><small>${scenario.title}</small></th>${cells.map(
    (cell) => tableCell(report, cell),
  )}</tr>
`
}

function tableCell(report: VerifyReport, cell: VerifyCell | null): Html {
  if (cell === null) return markup`<td role="cell" class="skipped"><span>${mark('skipped')}</span></td>`
  const { verdict, words } = cell
  // A column of the same word would drown the others.
  const isSilent = verdict === 'skipped' && !isNotHere(cell)
  const name = isSilent ? markup`<span class="sr">${words}</span>` : markup`<span>${words}</span>`
  return markup`<td role="cell" class="${verdict}"><a href="#${cellId(report, cell)}">${mark(verdict)}${name}</a></td>`
}

/** The sign for who sees it, its meaning for who hears it. */
export function mark(verdict: VerifyVerdict): Html {
  return markup`<span class="mark" aria-hidden="true">${marks[verdict]}</span><span class="sr">${markMeanings[verdict]}: </span>`
}

/** Where a cell is explained. By its place: a name may be anything. */
export function cellId({ scenarios }: VerifyReport, { scenario, profile }: VerifyCell): string {
  return `cell-${scenarios.findIndex(({ name }) => name === scenario)}-${profile}`
}

function legend({ cells }: VerifyReport): readonly Html[] {
  return (Object.keys(marks) as VerifyVerdict[]).flatMap((verdict) => {
    const count = cells.filter((cell) => cell.verdict === verdict).length
    if (count === 0) return []
    return [
      markup`<li class="${verdict}"><span class="mark" aria-hidden="true">${marks[verdict]}</span> ${count} ${markMeanings[verdict]}</li>`,
    ]
  })
}
