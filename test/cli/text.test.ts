import { describe, expect, it } from 'vitest'
import { columnsOf, cut, visible, wrap } from '../../src/cli/print/visible.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { environmentHelp, usage, verbHelp } from '../../src/cli/print/help.ts'
import { verbTable } from '../../src/cli/verbs.ts'
import { optionNames, optionTable } from '../../src/options/table.ts'

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
    expect(columnsOf('Grüße → 日本, u\u0308')).toBe(15)
  })

  it('is broken at words', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('unbreakable it is', 5)).toEqual(['unbreakable', 'it is'])
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
  it('lists every verb and every option, in 80 columns', async () => {
    const lines = usage(verbTable, plain).split('\n')
    for (const name of optionNames)
      expect(lines.some((line) => line.includes(`--${optionTable[name].flag}`))).toBe(true)
    for (const { name, brief } of verbTable)
      expect(lines.some((line) => line.startsWith(`  ${name}`) && line.endsWith(brief))).toBe(true)
    const helps = verbTable.map(async (verb) => verbHelp(verb, (await verb.flags?.()) ?? {}, plain))
    const others = (await Promise.all(helps)).flatMap((text) => text.split('\n'))
    for (const line of [...lines, ...others, ...environmentHelp(plain).split('\n')])
      expect(columnsOf(line)).toBeLessThanOrEqual(80)
  })
})
