import type { MatrixReport } from '../../model/verify-matrix.ts'
import { jsonText } from '../reports/json.ts'
import { withoutTranscripts } from '../reports/transcripts.ts'
import { badgeJson, badgeSvg } from './badge.ts'
import { clientPage, forOthers } from './client-page.ts'
import { fileNames } from './file-names.ts'
import { siteIndex } from './site-index.ts'

/** The report of everything, by which a site is known for one of ours. */
export const siteReport = 'report.json'

/** The files of a static site, by their paths in it: no script, and nothing that is loaded from elsewhere. */
export function siteFiles(report: MatrixReport): ReadonlyMap<string, string> {
  const names = fileNames(report.clients.map(({ name }) => name))
  const listed = report.clients.map((result, index) => ({ result, page: `clients/${names[index]}.html` }))
  const clients = report.clients.map((one) => ({
    ...one,
    report: one.report && forOthers(withoutTranscripts(one.report)),
  }))
  return new Map([
    ['index.html', siteIndex(report, listed)],
    [siteReport, jsonText({ ...report, clients })],
    ...report.clients.flatMap((result, index) => [
      [`clients/${names[index]}.html`, clientPage(result)] as const,
      [`badges/${names[index]}.svg`, badgeSvg(result.outcome)] as const,
      [`badges/${names[index]}.json`, badgeJson(result.outcome)] as const,
    ]),
  ])
}
