import { describe, it } from 'vitest'
import { board, type BoardFacts } from '../../src/cli/print/board.ts'
import { codeLine } from '../../src/cli/print/code-line.ts'
import { failureText } from '../../src/cli/print/failure.ts'
import { findingLines } from '../../src/cli/print/finding-lines.ts'
import { jsonPresenter } from '../../src/cli/print/json-presenter.ts'
import type { LineWriter } from '../../src/cli/print/line-writer.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { terminalPresenter } from '../../src/cli/print/terminal-presenter.ts'
import { cut, wrap } from '../../src/cli/print/visible.ts'
import { shapeFault } from '../../src/cli/record-shape.ts'
import { readRecords } from '../../src/cli/records.ts'
import { wantedReports } from '../../src/cli/reports/wanted-reports.ts'
import { FourportError } from '../../src/base/errors.ts'
import { didYouMean } from '../../src/base/suggest.ts'
import type { Finding, Verdict } from '../../src/model/finding.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { readExpectation } from '../../src/verify/expectation.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { messageTo } from './support/mail-of.ts'
import { command, recordOf } from './support/record-of.ts'

const style = styleFor({}, 'always')
const options = await resolveOptions([], 'library')

const on =
  (read: (text: string) => unknown, text: (size: number) => string): MakeWork =>
  (size) => {
    const input = text(size)
    return () => read(input)
  }

/** Nothing is measured but what is made for it. */
const nowhere: LineWriter = {
  line: () => undefined,
  lines: () => undefined,
  dropped: 0,
  flush: () => Promise.resolve(),
}

const finding = (text: string): Finding =>
  ({
    id: 'no-ehlo-after-starttls',
    severity: 'error',
    confidence: 'certain',
    saw: text,
    why: text,
    fix: text,
    evidence: [1],
    snippets: [{ library: 'x', label: text, language: 'text', code: text }],
    client: null,
    docs: text,
  }) as unknown as Finding

const verdictOf = (text: string): Verdict => ({
  outcome: 'findings',
  summary: text,
  client: null,
  tlsLibrary: null,
  findings: [finding(text), { ...finding(text), severity: 'note' }],
})

/** All that the terminal shows of a client that gave this text wherever it could. */
const shown = (text: string): void => {
  const presenter = terminalPresenter(nowhere, options, style)
  const record = recordOf([command(text)], { user: text, clientName: text })
  presenter.message(messageTo(text, text), text)
  presenter.session(record, verdictOf(text))
}

const asJson = (text: string): void => {
  const presenter = jsonPresenter(nowhere, options)
  presenter.session(recordOf([command(text)], { user: text }), verdictOf(text))
}

const boardOf = (text: string): unknown =>
  board(
    { listeners: [], ca: null, http: null, warnings: [text], faults: [] } as BoardFacts,
    options,
    text,
    style,
  )

/** In every place of the command's own output where it can stand. */
const printed = (text: string): unknown => {
  shown(text)
  asJson(text)
  const error = new FourportError('OPTION_INVALID', text, { help: text })
  return [
    boardOf(text),
    findingLines([finding(text), finding(text)], style),
    failureText(error, 'never'),
    wrap(text, 40),
    cut(text, 40),
    codeLine(text),
  ]
}

const record = (size: number): SessionRecord => recordOf(Array.from({ length: size }, () => command('NOOP')))

/** What is refused is read as well. */
const tried =
  (read: (text: string) => unknown) =>
  (text: string): unknown => {
    try {
      return read(text)
    } catch (error) {
      return error
    }
  }
const parsed = tried((text) => readRecords(text, 'record.jsonl'))

const texts: readonly [string, (size: number) => string][] = [
  ['blanks', (n) => ' '.repeat(n)],
  ['a word and blanks', (n) => `a${' '.repeat(n)}`],
  ['one word', (n) => 'a'.repeat(n)],
  ['short words', (n) => 'a '.repeat(n / 2)],
  ['wide characters', (n) => '漢 '.repeat(n / 2)],
  ['characters that are not seen', (n) => '\u0301\u202e'.repeat(n / 2)],
  ['line ends', (n) => '\r\n'.repeat(n / 2)],
  ['tabs', (n) => '\t'.repeat(n)],
]

describe('the work for what the command prints grows with it and no faster', () => {
  it.each<[string, MakeWork]>(texts.map(([what, text]) => [what, on(printed, text)]))(
    '%s',
    async (_, make) => expectLinear(make),
    60_000,
  )
})

describe('the work for what the command reads grows with it and no faster', () => {
  it.each<[string, MakeWork]>([
    [
      'a record of many entries',
      (n) => {
        const one = record(n)
        return () => shapeFault({ ...one })
      },
    ],
    [
      'many records in an array',
      on(parsed, (n) => JSON.stringify(Array.from({ length: n }, () => record(1)))),
    ],
    ['many records, one a line', on(parsed, (n) => `${JSON.stringify(record(1))}\n`.repeat(n))],
    ['lines that are no record', on(parsed, (n) => '{\n'.repeat(n / 2))],
    ['blank lines', on(parsed, (n) => '\r\n'.repeat(n / 2) + '{')],
    ['brackets', on(parsed, (n) => '['.repeat(n))],
    [
      'an expectation of lines',
      on(
        tried((text) => readExpectation(text, 'f')),
        (n) => 'a b: c\n'.repeat(n / 7),
      ),
    ],
    [
      'names of reports',
      on(
        tried((text) => wantedReports([text])),
        (n) => '='.repeat(n),
      ),
    ],
    [
      'a name that is like none',
      on(
        (typed) => didYouMean(typed, ['subject', 'listener']),
        (n) => 'a'.repeat(n),
      ),
    ],
  ])('%s', async (_, make) => expectLinear(make), 60_000)
})
