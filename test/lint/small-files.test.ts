import { describe, expect, it } from 'vitest'
import { readSource } from '../../scripts/repeats.js'
import { findSmallFiles, leastLines, unneededReasons } from '../../scripts/small-files.js'

const lines = (count: number): string =>
  Array.from({ length: count }, (_, index) => `const value${index} = ${index}\n`).join('')
const importing = (path: string): string => `import { value0 } from '${path}'\n${lines(leastLines)}`

describe('a small file that only one other imports', () => {
  it('is nowhere in src but where it has a reason', () => {
    const source = readSource()
    expect(Object.keys(source).length).toBeGreaterThan(100)
    expect(findSmallFiles(source)).toEqual([])
  })

  it('has no reason left that nothing needs', () => {
    expect(unneededReasons(readSource())).toEqual([])
    expect(unneededReasons({ 'src/a.ts': lines(2) }, { 'src/a.ts': 'once it was small' })).toEqual([
      'src/a.ts',
    ])
  })

  it.each([
    ['at once', "import { value0 } from './b/small.ts'\n"],
    ['for its types', "import type { Value } from './b/small.ts'\n"],
    ['over several lines', "import {\n  value0,\n  value1,\n} from './b/small.ts'\n"],
    ['later', "const load = () => import('./b/small.ts')\n"],
    ['to hand it on', "export { value0 } from './b/small.ts'\n"],
  ])('is told with its importer, which imports it %s', (_how, statement) => {
    const texts = { 'src/a/one.ts': statement + lines(leastLines), 'src/a/b/small.ts': lines(leastLines - 1) }
    expect(findSmallFiles(texts, {})).toEqual([
      `src/a/b/small.ts (${leastLines - 1} lines) is a part of src/a/one.ts`,
    ])
    expect(findSmallFiles(texts, { 'src/a/b/': 'a row' })).toEqual([])
    expect(findSmallFiles(texts, { 'src/a/b/small.ts': 'a row' })).toEqual([])
  })

  it('is not what another room imports, or an entry', () => {
    const small = lines(leastLines - 1)
    expect(
      findSmallFiles({ 'src/a/one.ts': importing('../b/small.ts'), 'src/b/small.ts': small }, {}),
    ).toEqual([])
    expect(
      findSmallFiles({ 'src/index.ts': importing('./b/small.ts'), 'src/b/small.ts': small }, {}),
    ).toEqual([])
  })

  it('is not what has two importers, none, or lines enough', () => {
    const small = lines(leastLines - 1)
    const two = {
      'src/a.ts': importing('./small.ts'),
      'src/b.ts': importing('./small.ts'),
      'src/small.ts': small,
    }
    expect(findSmallFiles(two, {})).toEqual([])
    expect(findSmallFiles({ 'src/a/alone.ts': small }, {})).toEqual([])
    expect(
      findSmallFiles({ 'src/a/one.ts': importing('./b.ts'), 'src/a/b.ts': lines(leastLines) }, {}),
    ).toEqual([])
  })
})
