import { readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ask, spawn, spawnSync } from '../support/programs/processes.ts'
import { missing, skippedFor } from '../support/programs/programs.ts'

const tests = fileURLToPath(new URL('../', import.meta.url))
const code = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^(package\/consumer|clients\/current)\//.test(path))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(`${tests}${path}`, 'utf8') }))

/** Files with a module that starts processes in their own code; not in that of a program that they start or write. */
const filesWith = (imported: RegExp): readonly string[] =>
  code.filter(({ text }) => imported.test(text)).map(({ path }) => path)

describe('outside programs', () => {
  it('are started in one file', () => {
    expect(filesWith(/^import (?!type )[^'"]*\bfrom 'node:child_process'/m)).toEqual([
      'run/own-run.ts', // Node itself, before there is a test.
      'support/programs/processes.ts',
    ])
    const otherwise =
      /^(?![^\n]*['"`][^\n]*(?:require|import)\()[^\n]*(?:require|import)\('(?:node:)?child_process'\)/m
    expect(filesWith(otherwise)).toEqual([])
    expect(filesWith(/^import [^'"]*\bfrom 'child_process'/m)).toEqual([])
    expect(filesWith(/\bchromium[.]launch|launchPersistentContext[(]/)).toEqual([
      'browser/support/chromium.ts',
    ])
  })

  it('that nobody has asked for are not started, wherever they lie', () => {
    expect(() => spawn('perl', ['-e', '1'])).toThrow(
      '"perl" is started without whyNot() of test/support/programs/programs.ts before it.',
    )
    const [folder = ''] = (process.env['PATH'] ?? '').split(delimiter)
    expect(() => spawnSync(join(folder, 'perl'))).toThrow('is started without whyNot()')
  })

  it('that are missing are found to be so, and name themselves', () => {
    expect(ask('no-such-program-at-all', [])).toBeNull()
    const path = process.env['PATH']
    process.env['PATH'] = '/nonexistent'
    try {
      expect(missing('xmllint')).toBe('xmllint is not installed')
      expect(missing('system-python')).toBe('/usr/bin/python3 is not installed')
    } finally {
      process.env['PATH'] = path
    }
  })

  it('that are missing fail the tests with CI=true', () => {
    const ci = process.env['CI']
    process.env['CI'] = 'true'
    try {
      expect(() => skippedFor('Sendmail is not installed')).toThrow(
        'Sendmail is not installed, and with CI=true no test may be skipped for that.',
      )
      expect(skippedFor(null)).toBeNull()
    } finally {
      if (ci === undefined) delete process.env['CI']
      else process.env['CI'] = ci
    }
  })
})
