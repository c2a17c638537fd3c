import { describe, expect, it } from 'vitest'
import { findRepeats, leastLines, readSource } from '../../scripts/repeats.js'

const lines = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => `  const value${from + index} = compute(${from + index})`).join(
    '\n',
  )

describe('what stands in src twice', () => {
  it('is nothing of ten lines or more', () => {
    const source = readSource()
    expect(Object.keys(source).length).toBeGreaterThan(100)
    expect(findRepeats(source)).toEqual([])
  })

  it('is told with its places, from the first line to the last', () => {
    const one = `const before = 1\n${lines(1, leastLines + 2)}\nconst after = 1\n`
    const other = `const first = 2\n\n\n${lines(1, leastLines + 2)}\nconst last = 2\n`
    expect(findRepeats({ 'one.ts': one, 'other.ts': other })).toEqual(['one.ts:2-13 ~ other.ts:4-15'])
  })

  it('is told within one file, and in each of three', () => {
    const twice = `${lines(1, leastLines)}\nconst between = 1\n${lines(1, leastLines)}\n`
    expect(findRepeats({ 'twice.ts': twice })).toEqual(['twice.ts:1-10 ~ twice.ts:12-21'])
    const one = lines(1, leastLines)
    expect(findRepeats({ 'a.ts': one, 'b.ts': one, 'c.ts': one })).toEqual([
      'a.ts:1-10 ~ b.ts:1-10',
      'a.ts:1-10 ~ c.ts:1-10',
      'b.ts:1-10 ~ c.ts:1-10',
    ])
  })

  it('is not hidden by blank lines, comments, indentation and lone brackets', () => {
    const plain = `{\n${lines(1, leastLines)}\n}\n`
    const other = lines(1, leastLines)
      .split('\n')
      .map((line, index) => `\n    // Line ${index}.\n  ${line}\n  /* And\n     after it. */\n}`)
      .join('\n')
    expect(findRepeats({ 'plain.ts': plain, 'other.ts': other })).toHaveLength(1)
  })

  it('is not what is shorter, differs in a line, or only imports the same', () => {
    const shorter = lines(1, leastLines - 1)
    expect(findRepeats({ 'one.ts': shorter, 'other.ts': shorter })).toEqual([])
    const broken = `${lines(1, 5)}\nconst differs = 1\n${lines(6, 5)}`
    expect(findRepeats({ 'one.ts': lines(1, 10), 'other.ts': broken })).toEqual([])
    const names = Array.from({ length: 12 }, (_, index) => `  name${index},`).join('\n')
    const imports = `import {\n${names}\n} from './names.ts'\n`
    expect(findRepeats({ 'one.ts': imports, 'other.ts': imports })).toEqual([])
  })
})
