import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { execFileAsync as run } from '../support/programs/processes.ts'
import { read } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const page = read('docs/changing.md')

describe('docs/changing.md', () => {
  it('names no file and no folder that is not there', () => {
    const paths = new Set(page.match(/(?<![\w./-])(?:src|test|docs|scripts)\/[\w./-]*[\w/]/g))
    expect(paths.size).toBeGreaterThan(30)
    // NAME stands for what a change is called.
    const named = [...paths].filter((path) => !path.includes('NAME'))
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it('names no script of the package that is not there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('numbers as many files as its headings say', () => {
    const sections = page.split(/^## /m).slice(1)
    const counted = sections.flatMap((section) => {
      const [heading = ''] = section.split('\n')
      const files = /: (\d+) files?\b/.exec(heading)?.[1]
      const steps = [...section.matchAll(/^\d+\. `(src\/|scripts\/)/gm)].length
      return files === undefined ? [] : [{ heading, files: Number(files), steps }]
    })
    expect(counted.length).toBeGreaterThan(5)
    expect(counted.filter(({ files, steps }) => files !== steps)).toEqual([])
  })
})

describe('a fifth profile', () => {
  let folder = ''
  /** Files that the compiler has something to say of. */
  const wrong = async (project: string): Promise<readonly string[]> => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [tsc, '-p', project, '--noEmit'], { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    )
    return [...new Set(stdout.match(/^\S+(?=\(\d+,\d+\): error)/gm))]
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fourport-fifth-profile-'))
    for (const name of ['src', 'package.json', 'tsconfig.base.json', 'tsconfig.build.json'])
      cpSync(join(root, name), join(folder, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const file = join(folder, 'src/model/port-profile.ts')
    const text = readFileSync(file, 'utf8')
    const changed = text
      .replace('  readonly submissionAlt: Value\n', '$&  readonly fifth: Value\n')
      .replace(
        /(\n\s+submissionAlt: Object\.freeze\(\{)([^]*?\n {2}\}\),)/,
        (row, head: string, rest: string) =>
          [row, head.replace('submissionAlt', 'fifth'), rest.replace("'submission-alt'", "'fifth'")].join(''),
      )
    expect(changed.length).toBeGreaterThan(text.length + 200)
    writeFileSync(file, changed)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is its row, and what the page says of it', { timeout: 120_000 }, async () => {
    expect(await wrong('tsconfig.build.json')).toEqual([])
    expect(await wrong('src/ui/tsconfig.json')).toEqual(['src/ui/views/board/profile-words.ts'])
  })
})
