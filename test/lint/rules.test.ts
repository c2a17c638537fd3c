import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lint, lintSource } from './run-linter.ts'

type Setting = 'off' | readonly ['error', object]

const configuration = JSON.parse(readFileSync(new URL('../../.oxlintrc.json', import.meta.url), 'utf8')) as {
  readonly rules: Readonly<Record<string, Setting>>
  readonly overrides: readonly {
    readonly files: readonly string[]
    readonly rules: Record<string, Setting>
  }[]
}

const rulesOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const complaints = await lint(files)
  return complaints.map(({ rule, file }) => `${file} ${rule}`).toSorted()
}

describe('circles of imports', () => {
  const chain = {
    'src/model/one.ts':
      "import type { Two } from './two.ts'\n\nexport type One = { readonly two: Two | null }\n",
    'src/model/two.ts': "import type { Three } from './three.ts'\n\nexport type Two = readonly Three[]\n",
  }

  it('are told, of types too', async () => {
    const three = "import type { One } from './one.ts'\n\nexport type Three = { readonly one: One | null }\n"
    expect(await rulesOf({ ...chain, 'src/model/three.ts': three })).toEqual([
      'src/model/one.ts import(no-cycle)',
      'src/model/three.ts import(no-cycle)',
      'src/model/two.ts import(no-cycle)',
    ])
  })

  it('are not seen in what goes one way', async () => {
    expect(await rulesOf({ ...chain, 'src/model/three.ts': 'export type Three = number\n' })).toEqual([])
  })
})

const { overrides } = configuration
/** What holds in src, single files left aside. */
const rules = { ...configuration.rules, ...overrides.find(({ files }) => files.includes('src/**'))?.rules }

describe('the length of a function', () => {
  const named = (lines: number): string =>
    `export function long(): number {\n${'  // A line that does not count.\n\n  counted += 1\n'.repeat(lines - 2)}}\n\nlet counted = 0\n`

  it('ends at 50 lines', async () => {
    expect(await rulesOf({ 'src/model/long.ts': named(51) })).toEqual([
      'src/model/long.ts eslint(max-lines-per-function)',
    ])
  })

  it('may be 50 lines, blank ones and comments aside', async () => {
    expect(await rulesOf({ 'src/model/long.ts': named(50) })).toEqual([])
  })
})

describe('the length of a file', () => {
  const file = (lines: number): string =>
    Array.from({ length: lines }, (_, index) => `export const line${index} = ${index}\n`).join('')

  it('ends at 300 lines', async () => {
    expect(await rulesOf({ 'src/model/long.ts': file(301) })).toEqual(['src/model/long.ts eslint(max-lines)'])
    expect(await rulesOf({ 'src/model/long.ts': file(300) })).toEqual([])
  })

  it('does not count comments and blank lines: what explains a file is not to be cut for its length', async () => {
    const explained = `/**\n${' * Why it is so.\n'.repeat(50)} */\n\n// And more.\n${file(300)}`
    expect(await rulesOf({ 'src/model/long.ts': explained })).toEqual([])
  })
})

/** Overrides that name single files of src: exceptions. */
const exceptions = overrides.filter(({ files }) =>
  files.every((file) => file.startsWith('src/') && !file.includes('*')),
)

describe('an exception', () => {
  const tested = ['import/no-cycle', 'max-lines-per-function']

  it.each(tested)('from %s is needed by every file that has it', async (rule) => {
    const plugins = ['import']
    const complaints = await lintSource({
      categories: { correctness: 'off' },
      plugins,
      rules: { [rule]: rules[rule] },
    })
    const needed = new Set(complaints.map(({ file }) => file))
    const excepted = exceptions.flatMap((entry) => (rule in entry.rules ? entry.files : []))
    expect(excepted.filter((file) => !needed.has(file))).toEqual([])
  })

  it('is from no other rule', () => {
    const loosened = exceptions.flatMap((entry) => Object.keys(entry.rules))
    expect(loosened.filter((rule) => !tested.includes(rule))).toEqual([])
  })
})
