import type { VerifyReport } from '../../../model/verify.ts'
import { ruleWords, seconds } from '../../../model/verify-words/cell-facts.ts'
import { conclusionOf } from '../../../model/verify-words/conclusion.ts'
import { knownLines, knownTitle } from '../../../model/verify-words/known.ts'
import { mannersIn, mannersTitle } from '../../../model/verify-words/manners.ts'
import { notesTitle } from '../../../model/verify-words/notes.ts'
import { openCells } from '../open-cells.ts'
import type { ReportFormat } from '../report-format.ts'
import { appliedRules } from '../rules.ts'
import { cellDetails } from './cell-details.ts'
import { failureArticles, placeItems } from './failure-articles.ts'
import { Html, markup, nothing } from './markup.ts'
import { matrixTable } from './matrix-table.ts'
import { policy } from './policy.ts'
import { style } from './style.ts'

/** One page that needs nothing else: no script, no font, no request. */
export const htmlFormat: ReportFormat = {
  name: 'html',
  purpose: 'one page for a browser, which needs nothing else',
  write: (report) => reportPage(report).text,
}

/** What a page has where it is one of several. */
interface AmongOthers {
  /** In place of the command. */
  readonly title: string
  /** Leads to the others. */
  readonly back: Html
}

export function reportPage(report: VerifyReport, among?: AmongOthers): Html {
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>Fourport verify: ${among?.title ?? report.client}</title><style>${new Html(style)}</style></head>
<body>${heading(report, among)}
<main>${failureArticles(report)}<section aria-labelledby="matrix"><h2 id="matrix">Every port, every scenario</h2>
${matrixTable(report)}</section>
${notes(report)}${known(report)}${manners(report)}${observations(report)}${rules(report)}${cellDetails(report)}</main></body></html>
`
}

function heading(report: VerifyReport, among: AmongOthers | undefined): Html {
  const { outcome, sentence } = conclusionOf(report)
  const sign = { proven: '✓', flawed: '~', failed: '✗', open: '?' }[outcome]
  return markup`<header>${among?.back ?? nothing}<h1>Fourport verify${among === undefined ? '' : `: ${among.title}`}</h1>
<p class="conclusion ${outcome}"><span aria-hidden="true">${sign}</span><span>${sentence}</span></p>
<dl class="facts"><dt>Client</dt><dd><code>${report.client}</code></dd><dt>Run</dt><dd>${when(report.startedAt)}, ${seconds(report.durationMs)}</dd><dt>Fourport</dt><dd>${report.fourport}${report.catalogue === undefined ? '' : `, catalogue ${report.catalogue}`}</dd></dl></header>`
}

/** ISO 8601 as one reads it. */
function when(startedAt: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*Z$/.exec(startedAt) ?? []
  return day === undefined ? startedAt : `${day} ${time} UTC`
}

function notes({ notes: said = [] }: VerifyReport): Html {
  const items = said.map(
    (note) => markup`<li>${note}</li>
`,
  )
  return section('notes', notesTitle, items)
}

function known(report: VerifyReport): Html {
  return section(
    'known',
    knownTitle,
    knownLines(report).map(
      (line) => markup`<li>${line}</li>
`,
    ),
  )
}

function manners(report: VerifyReport): Html {
  const items = mannersIn(report).map(
    ({
      manner: { code, source, summary, fix },
      cells,
    }) => markup`<li>${summary} <code>${code}</code> <span class="soft">${source}</span><p>→ ${fix}</p><ul class="soft">${placeItems(report, cells)}</ul></li>
`,
  )
  return section('manners', mannersTitle, items)
}

function observations(report: VerifyReport): Html {
  const items = openCells(report).map(({ rule, done }) => {
    const did = done.map(
      ({ words, cells }) => markup`<li>${words}<ul class="soft">${placeItems(report, cells)}</ul></li>
`,
    )
    return rule === null
      ? markup`${did}`
      : markup`<li>${ruleWords(rule)}<ul>${did}</ul></li>
`
  })
  return section('open', 'Left open by the standards', items)
}

function rules(report: VerifyReport): Html {
  const items = appliedRules(report).map(
    ({ rule, cells }) => markup`<li>${ruleWords(rule)}<ul class="soft">${placeItems(report, cells)}</ul></li>
`,
  )
  return section('rules', 'Rules that were applied', items)
}

function section(id: string, title: string, items: readonly Html[]): Html {
  if (items.length === 0) return nothing
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ul>${items}</ul></section>
`
}
