import { scenarioGroups } from '../../model/scenario-group.ts'
import type { MatrixReport, MatrixResult } from '../../model/verify-matrix.ts'
import type { VerifyCell, VerifyScenario } from '../../model/verify.ts'
import { isFailure } from '../../model/verify-words/conclusion.ts'
import { seconds } from '../../model/verify-words/cell-facts.ts'
import { groupTitles } from '../../model/verify-words/matrix.ts'
import {
  matrixSentence,
  outcomeMarks,
  outcomeWords,
  resultSentence,
  titleOf,
} from '../../model/verify-words/matrix-outcome.ts'
import { causesOf } from '../reports/causes.ts'
import { grouped } from '../../base/grouped.ts'
import { Html, markup, nothing } from '../reports/html/markup.ts'
import { policy } from '../reports/html/policy.ts'
import { style } from '../reports/html/style.ts'
import { siteStyle } from './site-style.ts'

/** A client, and the address of its page from the index. */
export interface Listed {
  readonly result: MatrixResult
  readonly page: string
}

/** The first page: each client with its result, each cause with its clients, each scenario with those that fail it. */
export function siteIndex(report: MatrixReport, listed: readonly Listed[]): string {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>Mail clients, verified by Fourport</title><style>${new Html(style + siteStyle)}</style></head>
<body><header><h1>Mail clients, verified by Fourport</h1>
<p class="conclusion ${report.verified ? 'proven' : 'failed'}"><span>${matrixSentence(report)}</span></p>
<dl class="facts"><dt>Run</dt><dd>${report.startedAt}, ${seconds(report.durationMs)}</dd><dt>Fourport</dt><dd>${report.fourport}, catalogue ${report.catalogue}</dd></dl></header>
<main><section aria-labelledby="clients"><h2 id="clients">Clients</h2>${clientTable(listed)}</section>
${causes(listed)}${scenarios(listed)}</main></body></html>
`.text
}

const groupNames = scenarioGroups.map((group) => ({ group, name: groupTitles[group].replace(/:.*/, '') }))

function clientTable(listed: readonly Listed[]): Html {
  const heads = groupNames.map(({ name }) => markup`<th scope="col" role="columnheader">${name}</th>`)
  return markup`<table role="table" class="clients"><caption class="sr">Each client, with the checks that failed by group of scenarios</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="name">Client</th>${heads}</tr></thead>
<tbody role="rowgroup">${listed.map(clientRow)}</tbody></table>`
}

function clientRow({ result, page }: Listed): Html {
  const { outcome } = result
  const cells = groupNames.map(({ group, name }) => groupCell(result, group, name))
  return markup`<tr role="row"><th scope="row" role="rowheader"><a href="${page}">${titleOf(result)}</a>
<small class="outcome ${outcome}"><span class="mark" aria-hidden="true">${outcomeMarks[outcome]}</span> ${outcomeWords[outcome]}</small><small>${resultSentence(result)}</small></th>${cells}</tr>
`
}

function groupCell({ report }: MatrixResult, group: string, name: string): Html {
  const own = report === null ? [] : cellsIn(report.cells, report.scenarios, group)
  const failed = own.filter(isFailure).length
  const passed = own.filter(({ verdict }) => verdict === 'passed').length
  const [kind, sign, words] =
    failed > 0
      ? ['failed', '✗', `${failed} of ${own.length} failed`]
      : passed > 0
        ? ['passed', '✓', `${passed} passed`]
        : own.length > 0
          ? ['unproven', '?', 'proves nothing']
          : ['skipped', '–', 'not run']
  return markup`<td role="cell" class="${kind}"><span><span class="mark" aria-hidden="true">${sign}</span><span><span class="group-name" aria-hidden="true">${name}: </span>${words}</span></span></td>`
}

function cellsIn(
  cells: readonly VerifyCell[],
  all: readonly VerifyScenario[],
  group: string,
): readonly VerifyCell[] {
  const names = new Set(all.filter((scenario) => scenario.group === group).map(({ name }) => name))
  return cells.filter(({ scenario, verdict }) => names.has(scenario) && verdict !== 'skipped')
}

function links(listed: readonly Listed[]): readonly Html[] {
  return listed.map(({ result, page }) => markup`<li><a href="${page}">${titleOf(result)}</a></li>`)
}

function causes(listed: readonly Listed[]): Html {
  const all = listed.flatMap((one) =>
    one.result.report === null ? [] : causesOf(one.result.report).map(({ title, advice }) => ({ one, title, advice })),
  )
  const items = grouped(all, ({ title }) => title)
    .toSorted((a, b) => b.length - a.length)
    .map((same) => markup`<article><h3>${same[0]!.title} <span class="soft">(${same.length} of ${listed.length})</span></h3><p>→ ${same[0]!.advice}</p><ul class="names">${links(same.map(({ one }) => one))}</ul></article>
`)
  if (items.length === 0) return nothing
  return markup`<section aria-labelledby="causes"><h2 id="causes">What is wrong, and with which clients</h2>
${items}</section>`
} // prettier-ignore

/** A scenario that nobody fails is named alone. */
function scenarios(listed: readonly Listed[]): Html {
  const every = new Map(listed.flatMap(({ result }) => (result.report?.scenarios ?? []).map((one) => [one.name, one] as const)))
  const groups = groupNames.map(({ group }) => {
    const rows = [...every.values()].filter((scenario) => scenario.group === group).map((scenario) => scenarioRow(scenario, listed))
    return rows.length === 0
      ? nothing
      : markup`<details><summary><h3>${groupTitles[group]}</h3></summary><dl class="scenarios">${rows}</dl></details>
`
  })
  return markup`<section aria-labelledby="scenarios"><h2 id="scenarios">Each scenario</h2>
${groups}</section>`
} // prettier-ignore

function scenarioRow({ name, title }: VerifyScenario, listed: readonly Listed[]): Html {
  const failing = listed.filter(({ result }) => result.report?.cells.some((cell) => cell.scenario === name && isFailure(cell)))
  return markup`<dt><code>${name}</code> <span class="soft">${title}</span></dt><dd>${
    failing.length === 0 ? markup`<span class="soft">no client fails</span>` : markup`<ul class="names failed">${links(failing)}</ul>`
  }</dd>
`
} // prettier-ignore
