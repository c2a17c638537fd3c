import { shortest } from '../print/shortest.ts'
import type { Style } from '../print/style.ts'
import { cut, visible, wrap } from '../print/visible.ts'
import type { Examination, Step } from './examination.ts'

const width = 80

/** The sentence, what to do, and then the steps, a line each where it fits. */
export function examinationLines(examined: Examination, style: Style): string[] {
  const { ok, sentence, fix, docs, steps } = examined
  const [first = '', ...more] = wrap(sentence, width - 2)
  return [
    `${ok ? style.green('✓') : style.red('✗')} ${style.bold(first)}`,
    ...more.map((line) => `  ${style.bold(line)}`),
    ...(fix === null ? [] : hanging(fix, style.green('→'))),
    ...(docs === null ? [] : [`    ${style.dim(shortest(docs))}`]),
    '',
    ...steps.flatMap((step) => stepLines(step, style)),
  ]
}

function hanging(text: string, mark: string): string[] {
  return wrap(text, width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`)
}

const marks = { ok: '✓', note: '·', fault: '✗' } as const
const columns = 7 + 13

function stepLines({ name, port, state, says }: Step, style: Style): string[] {
  const mark = { ok: style.green, note: style.dim, fault: style.red }[state](marks[state])
  const label = `${(port === null ? '' : String(port)).padEnd(7)}${name.padEnd(13)}`
  // Three lines say enough of what a server says.
  const lines = wrap(visible(says), width - 4 - columns).slice(0, 3)
  return lines.map((line, index) => {
    const text = cut(line, width - 4 - columns)
    return index === 0 ? `  ${mark} ${style.dim(label)}${text}` : `${' '.repeat(4 + columns)}${text}`
  })
}
