import type { Writable } from 'node:stream'
import { profiles } from '../../model/port-profile.ts'
import { outcomeMarks, outcomeWords, titleOf } from '../../model/verify-words/matrix-outcome.ts'
import type { MatrixProgress } from '../../verify/matrix/run-matrix.ts'
import { paintOf } from '../print/verify/matrix-lines.ts'
import type { Style } from '../print/style.ts'
import { cut, visible } from '../print/visible.ts'

const width = 79
/** Of a name in the line that changes: what it does now has to fit too. */
const nameWidth = 24

/** What is printed while several clients are run: a line for each that is done and, on a terminal, what goes on now. */
export interface MatrixProgressLines {
  tell(progress: MatrixProgress): void
  /** Takes away the line that changes. */
  end(): void
}

export function matrixProgressOn(
  stream: Writable & { readonly isTTY?: boolean },
  style: Style,
  total: number,
): MatrixProgressLines {
  const changes = stream.isTTY === true
  const clear = changes ? '\r\u001B[2K' : ''
  let done = 0
  return {
    tell(progress) {
      if (progress.type === 'done') {
        const { result } = progress
        done++
        const count = `${String(done).padStart(String(total).length)}/${total}`
        // The name is cut and not the result: that is what the line is for.
        const outcome = `: ${outcomeWords[result.outcome]}`
        const title = cut(visible(titleOf(result)), width - count.length - 4 - outcome.length)
        stream.write(
          `${clear}${count}  ${paintOf(result.outcome, style)(outcomeMarks[result.outcome])} ${title}${outcome}\n`,
        )
      } else if (changes) stream.write(`${clear}${cut(nowWords(progress, done, total), width)}`)
    },
    end: () => void stream.write(clear),
  }
}

function nowWords(
  progress: Exclude<MatrixProgress, { readonly type: 'done' }>,
  done: number,
  total: number,
): string {
  const start = `${String(done).padStart(String(total).length)}/${total}  ${cut(visible(progress.client), nameWidth)}`
  if (progress.type === 'begins') return `${start}  is made ready`
  const { scenario, profile, verdict } = progress.cell
  return visible(
    `${start}  ${progress.done}/${progress.total}  ${profiles[profile].defaultPort}  ${scenario}: ${verdict}`,
  )
}
