import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { styleFor } from '../../src/cli/print/style.ts'
import { columnsOf } from '../../src/cli/print/visible.ts'
import { matrixProgressOn } from '../../src/cli/verify/matrix-progress.ts'
import type { MatrixProgress } from '../../src/verify/matrix/run-matrix.ts'
import { carelessReport } from '../support/verify-report.ts'

const names = [
  'careful',
  'a name that is longer than a line '.repeat(3).slice(0, 100),
  '長'.repeat(50),
  '\u001B[2J',
]
const clear = '\r\u001B[2K'

/** What is written for four clients, of which the last alone has a cell. */
function written(isTTY: boolean): string {
  let text = ''
  const stream = Object.assign(new Writable(), { isTTY, write: (chunk: string) => ((text += chunk), true) })
  const progress = matrixProgressOn(stream, styleFor({}, 'never'), names.length)
  const told = names.flatMap((client): readonly MatrixProgress[] => [
    { client, type: 'begins' },
    {
      client,
      type: 'cell',
      cell: { ...carelessReport().cells[0]!, scenario: 'starttls-454-stripped' },
      done: 141,
      total: 142,
    },
    {
      client,
      type: 'done',
      result: { name: client, version: '10.6.1', outcome: 'failed', report: carelessReport(), problem: null },
    },
  ])
  for (const one of told) progress.tell(one)
  progress.end()
  return text
}

it('on a terminal no line is wider than 80 columns, and each says the result of its client', () => {
  const lines = written(true).split('\n')
  expect(lines.pop()).toBe(clear)
  expect(lines).toHaveLength(names.length)
  for (const [index, line] of lines.entries()) {
    const [first, begins = '', cell = '', done = ''] = line.split(clear)
    expect(first).toBe('')
    expect(begins).toMatch(new RegExp(`^${index}/4  .*  is made ready$`))
    expect(cell).toMatch(/ {2}141\/142 {2}\d+ {2}starttls-454-stripped: \w+$/)
    expect(done).toMatch(new RegExp(`^${index + 1}/4  ✗ .*: failed$`))
    for (const text of [begins, cell, done]) {
      expect(columnsOf(text)).toBeLessThan(80)
      expect(text).not.toMatch(/\p{Cc}/u)
    }
  }
})

it('elsewhere there is a line for each client that is done, and nothing that moves the cursor', () => {
  expect(written(false).replaceAll(/[^\n\p{Cc}]/gu, '')).toBe('\n'.repeat(names.length))
})
