import { shortest } from '../print/shortest.ts'
import type { Style } from '../print/style.ts'
import { visible, wrapAll } from '../print/visible.ts'
import type { Examination, Step } from './examination.ts'

/** The sentence, what to do, and then the steps, a line each where it fits. */
export function examinationLines(examined: Examination, style: Style): string[] {
  const { ok, sentence, fix, docs, steps } = examined
  const [first = '', ...more] = wrapAll(sentence, style.columns - 2)
  return [
    `${ok ? style.green('✓') : style.red('✗')} ${style.bold(first)}`,
    ...more.map((line) => `  ${style.bold(line)}`),
    ...(fix === null ? [] : hanging(fix, style.green('→'), style)),
    ...(docs === null ? [] : [`    ${style.dim(shortest(docs))}`]),
    '',
    ...steps.flatMap((step) => stepLines(step, style)),
  ]
}

function hanging(text: string, mark: string, style: Style): string[] {
  return wrapAll(text, style.columns - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`)
}

const marks = { ok: '✓', note: '·', fault: '✗' } as const
const columns = 7 + 13
/** A server may say a page. */
const mostOfFault = 12

function stepLines({ name, port, state, says }: Step, style: Style): string[] {
  const mark = { ok: style.green, note: style.dim, fault: style.red }[state](marks[state])
  const label = `${(port === null ? '' : String(port)).padEnd(7)}${name.padEnd(13)}`
  // Three lines say enough of what is well; of what is wrong all is said, as the reason may stand at its end.
  const most = state === 'fault' ? mostOfFault : 3
  return wrapAll(visible(says), style.columns - 4 - columns, most).map((text, index) =>
    index === 0 ? `  ${mark} ${style.dim(label)}${text}` : `${' '.repeat(4 + columns)}${text}`,
  )
}
