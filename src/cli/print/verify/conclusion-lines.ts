import type { VerifyReport } from '../../../model/verify.ts'
import { conclusionOf } from '../../../model/verify-words/conclusion.ts'
import type { Style } from '../style.ts'
import { wrap } from '../visible.ts'

const width = 80

/** Whether the client is proven: one sentence, which may be longer than a line of the screen. */
export function conclusionLines(report: VerifyReport, style: Style): string[] {
  const { outcome, sentence } = conclusionOf(report)
  const mark = {
    proven: style.green('✓'),
    flawed: style.yellow('~'),
    failed: style.red('✗'),
    open: style.yellow('?'),
  }[outcome]
  const [first = '', ...more] = wrap(sentence, width - 2)
  return [`${mark} ${style.bold(first)}`, ...more.map((line) => `  ${style.bold(line)}`)]
}
