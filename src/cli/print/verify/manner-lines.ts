import type { VerifyReport } from '../../../model/verify.ts'
import { mannersIn, mannersTitle } from '../../../model/verify-words/manners.ts'
import { placesOf } from '../../../verify/reports/failures.ts'
import type { Style } from '../style.ts'
import { visible } from '../visible.ts'
import { indented } from './indented.ts'

/** What standards forbid and most servers accept: what was seen and where, by which section, what to change. */
export function mannerLines(report: VerifyReport, style: Style, most = Infinity): string[] {
  const seen = mannersIn(report)
  if (seen.length === 0) return []
  const rest = seen.slice(most).map(({ manner }) => manner.code)
  return [
    style.bold(mannersTitle),
    ...seen
      .slice(0, most)
      .flatMap(({ manner: { code, source, summary, fix }, cells }) => [
        ...indented(visible(summary), 2, style.yellow('~')),
        ...indented(
          visible(`${source}; ${code}, on ${placesOf(report, cells).join('; ')}`),
          4,
          '',
          style.dim,
        ),
        ...indented(visible(fix), 4, style.green('→')),
      ]),
    ...(rest.length === 0 ? [] : indented(`${rest.length} more: ${rest.join(', ')}.`, 2, style.yellow('~'))),
    '',
  ]
}
