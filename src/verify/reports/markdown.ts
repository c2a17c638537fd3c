import type { Finding } from '../../model/finding.ts'
import type { VerifyCell, VerifyReport, VerifyVerdict } from '../../model/verify.ts'
import { ruleWords, seconds } from '../../model/verify-words/cell-facts.ts'
import { conclusionOf, isOpen } from '../../model/verify-words/conclusion.ts'
import { faultTitles, fixTitle } from '../../model/verify-words/fault-titles.ts'
import { severityWords } from '../../model/verify-words/severity.ts'
import { type Cause, causesOf } from './causes.ts'
import { type Failure, type FailureDetail, placesOf } from './failures.ts'
import { cellCode, code, codeBlock, text } from './markdown-text.ts'
import { markMeanings, matrixOf, type MatrixRow } from '../../model/verify-words/matrix.ts'
import { knownLines, knownTitle } from '../../model/verify-words/known.ts'
import { mannersIn, mannersTitle } from '../../model/verify-words/manners.ts'
import { notesTitle } from '../../model/verify-words/notes.ts'
import { openCells } from './open-cells.ts'
import type { ReportFormat } from './report-format.ts'
import { appliedRules } from './rules.ts'
import { inPackage, scenarioPages } from './scenario-pages.ts'
import { unanswered } from './unanswered.ts'

/** GitHub takes no more than 65,536 characters as a comment. */
const mostCharacters = 60_000

const marks: Readonly<Record<VerifyVerdict, string>> = {
  passed: '✅',
  failed: '❌',
  observed: 'ℹ️',
  hung: '⏳',
  skipped: '–',
  unproven: '❔',
}

/** GitHub's Markdown, for the comment on a pull request or the summary of a job. */
export const markdownFormat: ReportFormat = {
  name: 'markdown',
  purpose: 'GitHub’s Markdown, for a pull request',
  write(report) {
    const sections = [
      heading(report),
      ...causesOf(report).map((cause) => causeSection(report, cause)),
      table(report),
      ...notes(report),
      ...known(report),
      ...manners(report),
      ...observations(report),
      ...withoutAnswer(report),
      ...rules(report),
    ]
    return `${fitting(sections).join('\n\n')}\n`
  },
}

/** As many sections as there is room for, from the top. */
function fitting(sections: readonly string[]): readonly string[] {
  let length = 0
  const kept = sections.filter((section) => (length += section.length + 2) <= mostCharacters)
  return kept.length === sections.length
    ? sections
    : [
        ...kept,
        'The rest is left out here: a comment has no room for it. It is in the other forms of the report.',
      ]
}

function heading(report: VerifyReport): string {
  const { outcome, sentence } = conclusionOf(report)
  const mark = { proven: '✅', flawed: '⚠️', failed: '❌', open: '❔' }[outcome]
  const facts = [code(report.client), `Fourport ${text(report.fourport)}`, seconds(report.durationMs)]
  return [`## ${mark} Fourport verify`, `**${text(sentence)}**`, facts.filter(Boolean).join(' · ')].join(
    '\n\n',
  )
}

function table(report: VerifyReport): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const groups = matrixOf(report)
  const shown = new Set(
    groups.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => cells.map((cell) => cell?.verdict ?? 'skipped')),
    ),
  )
  const legend = (Object.keys(marks) as VerifyVerdict[])
    .filter((verdict) => shown.has(verdict))
    .map((verdict) => `${marks[verdict]} ${markMeanings[verdict]}`)
  const numbers = report.ports.map(({ number, tls }) => `${number}<br>${tlsWords[tls]}`)
  return [
    line(['Scenario', ...numbers]),
    line([':--', ...numbers.map(() => ':--')]),
    ...groups.flatMap(({ title, rows }) => [
      line([`**${title}**`, ...numbers.map(() => ' ')]),
      ...rows.map((row) => line(rowCells(row))),
    ]),
    '',
    legend.join(' · '),
  ].join('\n')
}

const tlsWords = { none: 'plaintext', implicit: 'implicit TLS', starttls: 'STARTTLS' } as const

function rowCells({ scenario, cells }: MatrixRow): readonly string[] {
  return [
    cellCode(scenario.name),
    ...cells.map((cell) =>
      cell === null || cell.verdict === 'skipped'
        ? marks.skipped
        : `${marks[cell.verdict]} ${text(cell.words)}`.trim(),
    ),
  ]
}

function causeSection(report: VerifyReport, cause: Cause): string {
  const { title, severity, cells, advice, finding, failures } = cause
  const { fixes, findings } = cause.cures
  const count = cells.length === 1 ? 'one check' : `${cells.length} checks`
  return folded(`❌ ${title}: ${count}; ${severityWords[severity]}`, [
    ...findings.flatMap(findingParts),
    // What a finding says to change is with it.
    ...(finding === null ? [`→ ${text(advice)}`] : []),
    ...fixes.flatMap((fix) => [text(`${fixTitle(fix)}:`), codeBlock(fix.code, fix.language)]),
    ...failures.flatMap((failure) => failureParts(report, failure)),
  ])
}

/** Where its scenarios are described: paths within the package, as a comment is read elsewhere. */
function pageParts(report: VerifyReport, cells: readonly VerifyCell[]): readonly string[] {
  const { pages } = scenarioPages(report, cells)
  if (pages.length === 0) return []
  return [`What the servers do, in the package: ${pages.map((page) => code(inPackage(page))).join(', ')}`]
}

function failureParts(report: VerifyReport, { code: id, cells, reasons }: Failure): readonly string[] {
  return [
    `**${text(faultTitles[id])}** ${code(id)}`,
    ...reasons.flatMap(({ rule, details }) => [
      details.map((detail) => detailItem(report, detail)).join('\n'),
      ...(rule === null ? [] : [`Rule: ${text(ruleWords(rule))}`]),
    ]),
    ...pageParts(report, cells),
  ]
}

function detailItem(report: VerifyReport, { summary, cells }: FailureDetail): string {
  return [`- ${text(summary)}`, ...placesOf(report, cells).map((place) => `  - ${text(place)}`)].join('\n')
}

function findingParts({ saw, why, fix, id, snippets: [snippet] }: Finding): readonly string[] {
  return [
    `**Finding** ${code(id)}: ${text(saw)} ${text(why)}`,
    `→ ${text(fix)}`,
    ...(snippet === undefined ? [] : [codeBlock(snippet.code, snippet.language)]),
  ]
}

function notes({ notes: said = [] }: VerifyReport): readonly string[] {
  if (said.length === 0) return []
  return [[`**${notesTitle}**`, said.map((note) => `- ${text(note)}`).join('\n')].join('\n\n')]
}

function known(report: VerifyReport): readonly string[] {
  const lines = knownLines(report)
  if (lines.length === 0) return []
  return [folded(`${knownTitle}: ${lines.length}`, [lines.map((line) => `- ${text(line)}`).join('\n')])]
}

function manners(report: VerifyReport): readonly string[] {
  const seen = mannersIn(report)
  if (seen.length === 0) return []
  const items = seen.map(({ manner, cells }) =>
    [
      `- ${text(manner.summary)} ${text(manner.source)}, ${code(manner.code)}`,
      `  - → ${text(manner.fix)}`,
      ...placesOf(report, cells).map((place) => `  - ${text(place)}`),
    ].join('\n'),
  )
  return [folded(`⚠️ ${mannersTitle}: ${seen.length}`, [items.join('\n')])]
}

function observations(report: VerifyReport): readonly string[] {
  const open = openCells(report)
  if (open.length === 0) return []
  const parts = open.flatMap(({ rule, done }) => [
    ...(rule === null ? [] : [text(ruleWords(rule))]),
    done
      .flatMap(({ words, cells }) => [
        `- ${text(words)}`,
        ...placesOf(report, cells).map((place) => `  - ${text(place)}`),
      ])
      .join('\n'),
  ])
  const count = report.cells.filter(isOpen).length
  return [folded(`ℹ️ Left open by the standards: ${count}`, parts)]
}

function withoutAnswer(report: VerifyReport): readonly string[] {
  return unanswered(report).map(({ title, mark, reasons }) => {
    const said = reasons.map(({ why, cells }) =>
      [`- ${text(why)}`, ...placesOf(report, cells).map((place) => `  - ${text(place)}`)].join('\n'),
    )
    return folded(`${mark} ${title}`, [said.join('\n')])
  })
}

function rules(report: VerifyReport): readonly string[] {
  const applied = appliedRules(report)
  if (applied.length === 0) return []
  const said = applied.map(({ rule, cells }) =>
    [`- ${text(ruleWords(rule))}`, ...placesOf(report, cells).map((place) => `  - ${text(place)}`)].join(
      '\n',
    ),
  )
  return [folded('Rules that were applied', [said.join('\n')])]
}

/** Markdown within HTML needs an empty line on both of its sides. */
function folded(summary: string, parts: readonly string[]): string {
  return [`<details><summary>${summary}</summary>`, ...parts, '</details>'].join('\n\n')
}
