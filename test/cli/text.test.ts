import { describe, expect, it } from 'vitest'
import { subjectOf } from '../../src/cli/print/subject.ts'
import { columnsOf, cut, visible, wrap } from '../../src/cli/print/visible.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { commands } from '../../src/cli/print/commands.ts'
import { commandHelp, environmentHelp, usage } from '../../src/cli/print/help.ts'
import { optionNames, optionTable } from '../../src/server/options/table.ts'

const plain = styleFor({ isTTY: false }, 'auto')

describe('text of a client’s', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', '\uFFFD[31mred\uFFFD[0m'],
    ['a\r\nb\tc', 'a b c'],
    ['abc\u202Edcba', 'abc\uFFFDdcba'],
    ['\u0000\u009Bx', '\uFFFD\uFFFDx'],
    ['Grüße 日本', 'Grüße 日本'],
  ])('%j is printed as %j', (text, expected) => {
    expect(visible(text)).toBe(expected)
  })

  it('is cut by columns', () => {
    expect(cut('abcdef', 6)).toBe('abcdef')
    expect(cut('abcdefg', 6)).toBe('abcde…')
    expect(cut('日本語日本語', 6)).toBe('日本…')
    expect(columnsOf('日本')).toBe(4)
  })

  it('is broken at words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('unbreakable it is', 5)).toEqual(['unbreakable', 'it is'])
  })
})

describe('the subject of a message', () => {
  const passing = (raw: string) => {
    const bytes = Buffer.from(raw)
    return { sizeBytes: bytes.length, head: (sizeBytes: number) => bytes.subarray(0, sizeBytes) }
  }
  const cases = [
    ['plain', 'From: a\r\nSubject: Hello there\r\n\r\nSubject: no', 'Hello there'],
    ['folded', 'subject: Hello\r\n there\r\nTo: b\r\n\r\n', 'Hello there'],
    ['encoded, B', 'Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n\r\n', 'Grüße'],
    [
      'encoded, Q, two words',
      'Subject: =?iso-8859-1?Q?Gr=FC?=\r\n =?iso-8859-1?q?=DFe_an?= alle\r\n\r\n',
      'Grüße an alle',
    ],
    ['raw UTF-8', 'Subject: Grüße\r\n\r\n', 'Grüße'],
    ['of no charset', 'Subject: =?x-none?Q?a?=\r\n\r\n', '=?x-none?Q?a?='],
    ['absent', 'From: a\r\n\r\nSubject: no', ''],
    ['without a body', 'Subject: x', 'x'],
    ['none at all', '', ''],
    ['behind a long field', `To: ${'a@b.test,\r\n '.repeat(3_000)}c@d.test\r\nSubject: Last\r\n\r\n`, 'Last'],
    ['of a body', `From: a\r\n\r\n${'x'.repeat(20_000)}\r\nSubject: no`, ''],
  ] as const
  it.each(cases)('%s', (_what, raw, expected) => {
    expect(subjectOf(passing(raw))).toBe(expected)
  })
})

describe('colour', () => {
  it('is for terminals, and for nobody who set NO_COLOR', () => {
    expect(styleFor({ isTTY: true }, 'never').red('x')).toBe('x')
    expect(styleFor({ isTTY: false }, 'auto').red('x')).toBe('x')
    expect(styleFor({ isTTY: false }, 'always').red('x')).toBe('\u001B[31mx\u001B[39m')
  })
})

describe('help', () => {
  it('lists every option, in 80 columns', () => {
    const lines = usage(plain).split('\n')
    for (const name of optionNames)
      expect(lines.some((line) => line.includes(`--${optionTable[name].flag}`))).toBe(true)
    const others = commands.flatMap((command) => commandHelp(command, plain).split('\n'))
    for (const line of [...lines, ...others, ...environmentHelp(plain).split('\n')])
      expect(columnsOf(line)).toBeLessThanOrEqual(80)
  })
})
