import type { MatrixOutcome, MatrixReport, MatrixResult } from '../verify-matrix.ts'
import { conclusionOf } from './conclusion.ts'
import { listed } from './matrix.ts'

/** What is read of an outcome where there is no colour. */
export const outcomeMarks: Readonly<Record<MatrixOutcome, string>> = Object.freeze({
  proven: '✓',
  flawed: '~',
  failed: '✗',
  open: '?',
  'not-run': '!',
})

/** The same in a word or two. */
export const outcomeWords: Readonly<Record<MatrixOutcome, string>> = Object.freeze({
  proven: 'proven',
  flawed: 'passed',
  failed: 'failed',
  open: 'not proven',
  'not-run': 'not run',
})

/** A name with its version, if the name does not have it already. */
export function titleOf({ name, version }: Pick<MatrixResult, 'name' | 'version'>): string {
  return version === null || name.includes(version) ? name : `${name} ${version}`
}

/** How it went for one client. */
export function resultSentence({ report, problem }: Pick<MatrixResult, 'report' | 'problem'>): string {
  if (report !== null) return conclusionOf(report).sentence
  const [first = ''] = (problem?.message ?? '').split('\n')
  return `Not run: ${first}`
}

/** How it went for all: `2 proven, 1 failed`. */
export function matrixSentence({ clients }: Pick<MatrixReport, 'clients'>): string {
  const counts = (Object.keys(outcomeWords) as MatrixOutcome[]).flatMap((outcome) => {
    const count = clients.filter((one) => one.outcome === outcome).length
    return count === 0 ? [] : [`${count} ${outcomeWords[outcome]}`]
  })
  return `${clients.length === 1 ? '1 client' : `${clients.length} clients`}: ${listed(counts)}.`
}
