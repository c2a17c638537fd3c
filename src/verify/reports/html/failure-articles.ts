import type { Finding } from '../../../model/finding.ts'
import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { ruleWords } from '../../../model/verify-words/cell-facts.ts'
import { type Failure, failuresOf, placesOf } from '../failures.ts'
import { faultTitles, fixTitle } from '../../../model/verify-words/fault-titles.ts'
import { type Html, markup, nothing } from './markup.ts'

/** Each failure: what was seen and where, by which rule that is wrong, what to write. */
export function failureArticles(report: VerifyReport): Html {
  const failures = failuresOf(report)
  if (failures.length === 0) return nothing
  return markup`<section aria-labelledby="failures"><h2 id="failures">What is wrong</h2>
${failures.map((failure) => article(report, failure))}</section>
`
}

function article(report: VerifyReport, { code, cells, reasons, fixes, findings }: Failure): Html {
  const said = reasons.map(({ rule, details }) => {
    const items = details.map(
      (detail) => markup`<li>${detail.summary}<ul class="soft">${placeItems(report, detail.cells)}</ul></li>
`,
    )
    return markup`<ul>${items}</ul>${rule === null ? nothing : markup`<p class="soft">Rule: ${ruleWords(rule)}</p>`}
`
  })
  const written = fixes.map(
    (fix) => markup`<p>${fixTitle(fix)}:</p><pre><code>${fix.code}</code></pre>
`,
  )
  return markup`<article><h3>${faultTitles[code]} <span class="soft">(${cells.length === 1 ? 'one cell' : `${cells.length} cells`})</span></h3>
<p><code>${code}</code></p>
${said}${written}${findings.map(findingPart)}</article>
`
}

function findingPart({ id, saw, why, fix, snippets: [snippet] }: Finding): Html {
  return markup`<p><strong>${saw}</strong> ${why} <code>${id}</code></p><p>→ ${fix}</p>${snippet === undefined ? nothing : markup`<pre><code>${snippet.code}</code></pre>`}
`
}

/** Where some cells are, an item for ports that have the same. */
export function placeItems(report: VerifyReport, cells: readonly VerifyCell[]): readonly Html[] {
  return placesOf(report, cells).map((place) => markup`<li>${place}</li>`)
}
