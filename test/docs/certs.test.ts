import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { execFileSync } from '../support/programs/processes.ts'
import { systemClock } from '../../src/base/passed-in.ts'
import { openAuthority } from '../../src/tls/authority.ts'
import { trustInstructions } from '../../src/tls/trust.ts'
import { read } from './documents.ts'

const text = read('certs/README.md')

describe('certs/README.md', () => {
  it('names every file that is made, and who may read it', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'fourport-')), 'certs')
    await openAuthority(folder, ['localhost'], systemClock)
    const made = readdirSync(folder).filter((name) => name !== '.gitignore')
    const rows = [...text.matchAll(/^\| `([\w.]+)` .*\| ([\w ]+?) +\|$/gm)].map(([, name, reader]) => [
      name,
      reader,
    ])
    expect(rows.map(([name]) => name).toSorted()).toEqual(made.toSorted())
    if (process.platform !== 'win32') {
      for (const [name = '', reader] of rows)
        expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([
          name,
          reader === 'its owner' ? 0 : 0o044,
        ])
    }
    rmSync(folder, { recursive: true })
  })

  it('has every line by which a client trusts the CA', () => {
    for (const { tool, lines } of trustInstructions('certs/ca.pem'))
      expect(text).toContain([`# ${tool}`, ...lines].join('\n'))
  })
})

describe('certs/', () => {
  it('holds nothing else for git, nor for the image', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fourport-'))
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
    git('init', '--quiet')
    cpSync(new URL('../../.gitignore', import.meta.url), join(folder, '.gitignore'))
    mkdirSync(join(folder, 'certs'))
    for (const name of ['README.md', 'ca.key', 'ca.pem', '.gitignore', 'other'])
      writeFileSync(join(folder, 'certs', name), '')
    git('add', '--all')
    expect(git('ls-files').trim().split('\n')).toEqual(['.gitignore', 'certs/README.md'])
    expect(read('.dockerignore').split('\n')).toContain('certs')
    rmSync(folder, { recursive: true })
  })
})
