import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { lint, lintSource } from './run-linter.ts'

type Setting = 'off' | readonly ['error', object]

const { rules, overrides } = JSON.parse(
  readFileSync(new URL('../../.oxlintrc.json', import.meta.url), 'utf8'),
) as {
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

/** Overrides that name single files of src: exceptions. */
const exceptions = overrides.filter(({ files }) =>
  files.every((file) => file.startsWith('src/') && !file.includes('*')),
)

describe('an exception', () => {
  const tested = ['import/no-cycle']

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
