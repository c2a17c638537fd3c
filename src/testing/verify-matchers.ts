import type { VerifyReport } from '../model/verify.ts'
import { conclusionOf } from '../model/verify-words/conclusion.ts'
import { failuresOf, placesOf } from '../verify/reports/failures.ts'
import type { MatcherResult } from './matcher-types.ts'
import { asReport } from './subjects.ts'
import { verdictOf } from './verdict-of.ts'

export async function toBeVerified(received: unknown): Promise<MatcherResult> {
  const report = asReport('toBeVerified', received)
  return verdictOf({
    name: 'toBeVerified',
    pass: report.verified,
    subject: report.client,
    claim: 'be verified',
    received: inWords(report),
    expected: [],
    actual: failuresOf(report).map(({ code }) => code),
  })
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
