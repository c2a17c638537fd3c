import type { VerifyReport } from '../../../model/verify.ts'
import { knownLines, knownTitle } from '../../../model/verify-words/known.ts'
import type { Style } from '../style.ts'
import { visible } from '../visible.ts'
import { indented } from './indented.ts'

/** The failures given as known, and what became of them. */
export function knownFailureLines(report: VerifyReport, style: Style): string[] {
  const lines = knownLines(report)
  if (lines.length === 0) return []
  return [style.bold(knownTitle), ...lines.flatMap((line) => indented(visible(line), 2, '·')), '']
}
