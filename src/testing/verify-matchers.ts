import type { VerifyReport } from '../model/verify.ts'
import { conclusionOf } from '../model/verify-words/conclusion.ts'
import { failuresOf, placesOf } from '../verify/reports/failures.ts'
import type { MatcherResult } from './matcher-types.ts'
import { asReport } from './subjects.ts'
import { verdictOf } from './verdict-of.ts'

export async function toBeVerified(received: unknown): Promise<MatcherResult> {
  const report = asReport('toBeVerified', received)
  return verdictOf(report.verified, report.client, 'be verified', inWords(report))
}

/** The conclusion, then each failure with where it was. */
function inWords(report: VerifyReport): string {
  const failures = failuresOf(report).flatMap(({ code, reasons }) =>
    reasons
      .flatMap(({ details }) => details)
      .flatMap(({ summary, cells }) => [
        `  ${code}: ${summary}`,
        ...placesOf(report, cells).map((place) => `    ${place}`),
      ]),
  )
  return [conclusionOf(report).sentence, ...failures].join('\n')
}
