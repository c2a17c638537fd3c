import type { MatrixResult } from '../../model/verify-matrix.ts'
import type { VerifyReport } from '../../model/verify.ts'
import { titleOf } from '../../model/verify-words/matrix-outcome.ts'
import { reportPage } from '../reports/html/html.ts'
import { Html, markup } from '../reports/html/markup.ts'
import { policy } from '../reports/html/policy.ts'
import { style } from '../reports/html/style.ts'

const back = markup`<p class="back"><a href="../index.html">All clients</a></p>
`

/** The page of a client: its report, or why there is none. */
export function clientPage(result: MatrixResult): string {
  const { report, problem } = result
  if (report !== null) return reportPage(forOthers(report), { title: titleOf(result), back }).text
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><title>Fourport verify: ${titleOf(result)}</title><style>${new Html(style)}</style></head>
<body><header>${back}<h1>Fourport verify: ${titleOf(result)}</h1><p class="conclusion open"><span aria-hidden="true">!</span><span>Not run</span></p></header>
<main><pre>${problem?.message ?? ''}</pre><p>→ ${problem?.help ?? ''}</p><p class="soft"><code>${problem?.code ?? ''}</code></p></main></body></html>
`.text
}

/** Without the pages of the package on this machine, which nobody else can open. */
export function forOthers(report: VerifyReport): VerifyReport {
  return { ...report, scenarios: report.scenarios.map(({ docs: _path, ...scenario }) => scenario) }
}
