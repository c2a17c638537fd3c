import type { Finding } from '../../../model/finding.ts'
import type { VerifyCell, VerifyReport } from '../../../model/verify.ts'
import { ruleWords } from '../../../model/verify-words/cell-facts.ts'
import { faultTitles, fixTitle } from '../../../model/verify-words/fault-titles.ts'
import { severityWords } from '../../../model/verify-words/severity.ts'
import { type Cause, causesOf } from '../causes.ts'
import { type Failure, placesOf } from '../failures.ts'
import { type Html, markup, nothing } from './markup.ts'

/** Each cause: what is wrong and what to change, then what was seen and where, by which rules that is wrong. */
export function failureArticles(report: VerifyReport): Html {
  const causes = causesOf(report)
  if (causes.length === 0) return nothing
  return markup`<section aria-labelledby="failures"><h2 id="failures">What is wrong</h2>
${causes.map((cause) => article(report, cause))}</section>
`
}

function article(report: VerifyReport, cause: Cause): Html {
  const { title, severity, cells, advice, finding, failures } = cause
  const { fixes, findings } = cause.cures
  const written = fixes.map(
    (fix) => markup`<p>${fixTitle(fix)}:</p><pre><code>${fix.code}</code></pre>
`,
  )
  // What a finding says to change is with it.
  const change = finding === null ? markup`<p>→ ${advice}</p>` : nothing
  return markup`<article><h3>${title} <span class="soft">(${cells.length === 1 ? 'one check' : `${cells.length} checks`}; ${severityWords[severity]})</span></h3>
${findings.map(findingPart)}${change}${written}${failures.map((failure) => failurePart(report, failure))}</article>
`
}

function failurePart(report: VerifyReport, { code, reasons }: Failure): Html {
  const said = reasons.map(({ rule, details }) => {
    const items = details.map(
      (detail) => markup`<li>${detail.summary}<ul class="soft">${placeItems(report, detail.cells)}</ul></li>
`,
    )
    return markup`<ul>${items}</ul>${rule === null ? nothing : markup`<p class="soft">Rule: ${ruleWords(rule)}</p>`}
`
  })
  return markup`<p>${faultTitles[code]} <code>${code}</code></p>
${said}`
}

function findingPart({ id, saw, why, fix, snippets: [snippet] }: Finding): Html {
  return markup`<p><strong>${saw}</strong> ${why} <code>${id}</code></p><p>→ ${fix}</p>${snippet === undefined ? nothing : markup`<pre><code>${snippet.code}</code></pre>`}
`
}

/** Where some cells are, an item for ports that have the same. */
export function placeItems(report: VerifyReport, cells: readonly VerifyCell[]): readonly Html[] {
  return placesOf(report, cells).map((place) => markup`<li>${place}</li>`)
}
