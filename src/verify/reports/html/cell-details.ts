import { pathToFileURL } from 'node:url'
import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { cellFacts } from '../../../model/verify-words/cell-facts.ts'
import { marks, matrixOf, type MatrixRow } from '../../../model/verify-words/matrix.ts'
import { type Html, markup, nothing } from './markup.ts'
import { cellId, mark } from './matrix-table.ts'

/** All that is known of each cell, folded by scenario: a link into one opens it. */
export function cellDetails(report: VerifyReport): Html {
  const rows = matrixOf(report).flatMap((group) => group.rows)
  if (rows.length === 0) return nothing
  return markup`<section aria-labelledby="cells"><h2 id="cells">Each cell</h2>
${rows.map((row) => rowDetails(report, row))}</section>
`
}

function rowDetails(report: VerifyReport, { scenario, cells }: MatrixRow): Html {
  const tally = cells.map((cell) => marks[cell?.verdict ?? 'skipped']).join('')
  return markup`<details><summary><span class="tally soft" aria-hidden="true">${tally}</span><h3><code>${scenario.name}</code></h3> ${scenario.title} <span class="soft">${scenario.source}</span></summary>
${scenario.docs === undefined ? nothing : markup`<p><a href="${pathToFileURL(scenario.docs).href}">What the server does, and how to see it by hand</a></p>`}
${cells.map((cell, column) => (cell === null ? nothing : cellPart(report, cell, report.ports[column]?.number ?? 0)))}</details>
`
}

function cellPart(report: VerifyReport, cell: VerifyCell, port: number): Html {
  const facts = cellFacts(cell).map(([name, words]) => markup`<dt>${name}</dt><dd>${words}</dd>`)
  const output = cell.end?.output ?? ''
  return markup`<div class="cell ${cell.verdict}" id="${cellId(report, cell)}"><h4>${mark(cell.verdict)}<span>${port}: ${cell.words}</span></h4>
<dl class="facts">${facts}</dl>
${output === '' ? nothing : markup`<p class="soft">The client said last:</p><pre>${output}</pre>`}${transcript(cell)}</div>
`
}

function transcript({ transcript: said = '' }: VerifyCell): Html {
  if (said === '') return nothing
  return markup`<details><summary>What was said (C: the client, S: the server; credentials left out)</summary><pre>${said}</pre></details>`
}
