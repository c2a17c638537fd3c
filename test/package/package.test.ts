import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { link, makeConsumer, root, run, typeErrors } from './support/consumer.ts'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** What each entry exports at run time. A name that goes, or comes by accident, is a change of the API. */
const exportNames: Readonly<Record<string, readonly string[]>> = {
  fourport: ['FourportError', 'startServer', 'verifyClient'],
  'fourport/client': ['connect'],
  'fourport/jest': [],
  'fourport/matchers': ['assertThat', 'matchers'],
  // Loads in a run of vitest alone: consumer/matchers.spec.ts looks at its names.
  'fourport/vitest': ['createTest', 'it', 'test'],
}

let folder = ''
let files: readonly string[] = []

beforeAll(async () => {
  const consumer = await makeConsumer()
  folder = consumer.folder
  files = consumer.files
  cpSync(join(root, 'test/package/consumer'), folder, {
    recursive: true,
    filter: (path) => !path.endsWith('runners'), // Those are for runners.test.ts.
  })
  link(folder, ['vitest', '@types/node', 'undici-types'])
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed tarball', () => {
  test('holds what runs and what explains it, and nothing else', () => {
    const strangers = files.filter(
      (path) =>
        !/^(dist|docs)\/|^(package\.json|(config|verify|verify-matrix|verify-matrix-report)\.schema\.json|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE)$/.test(
          path,
        ),
    )
    expect(strangers).toEqual([])
    expect(files.filter((path) => /\.(pem|key)$|(^|\/)certs\//.test(path))).toEqual([])
  })

  test('has a table of names for every entry', () => {
    const entries = Object.keys(manifest.exports)
      .filter((path) => !path.endsWith('.json'))
      .map((path) => path.replace(/^\./, 'fourport'))
    expect(Object.keys(exportNames).toSorted()).toEqual(entries.toSorted())
  })

  test.each(Object.entries(exportNames).filter(([entry]) => entry !== 'fourport/vitest'))(
    '%s exports the names of the table',
    async (entry, names) => {
      const script = `
        globalThis.expect = { extend() {} } // what Jest gives to its entry
        process.stdout.write(JSON.stringify(Object.keys(await import('${entry}')).sort()))`
      const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: folder,
      })
      expect(JSON.parse(stdout)).toEqual(names)
    },
  )

  test.each(Object.entries(exportNames).filter(([entry]) => entry !== 'fourport/vitest'))(
    '%s exports the same to require: in Node the ES module itself, so that a process has everything once',
    async (entry, names) => {
      const file = entry === 'fourport' ? 'index' : entry.replace('fourport/', '')
      const script = `
        globalThis.expect = { extend() {} }
        const commonJs = Object.keys(require('./node_modules/fourport/dist/cjs/${file}.cjs')).sort()
        import('${entry}').then((esm) => console.log(JSON.stringify([require('${entry}') === esm, commonJs])))`
      const { stdout, stderr } = await run(process.execPath, ['--eval', script], { cwd: folder })
      expect(JSON.parse(stdout)).toEqual([true, names])
      expect(stderr).toBe('')
    },
  )

  test('has matchers that run under vitest', async () => {
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--reporter=json']
    const env = { ...process.env, CONSUMER_CERTS: join(folder, 'certs') }
    const { stdout } = await run(process.execPath, args, { cwd: folder, env })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 2 })
  })

  test('starts, takes a mail over STARTTLS and gives it back', async () => {
    const { stdout } = await run(process.execPath, ['run.mjs', join(folder, 'certs')], { cwd: folder })
    expect(JSON.parse(stdout)).toEqual({
      subject: 'packed',
      tls: 'TLSv1.3',
      raw: 'Subject: packed\r\n\r\nhello\r\n',
    })
  })

  test('has the command', async () => {
    const { stdout } = await run(join(folder, 'node_modules/.bin/fourport'), ['--version'], { cwd: folder })
    expect(stdout.trim()).toBe(manifest.version)
  })

  test.each(['nodenext', 'node16'] as const)(
    'type-checks in a CommonJS consumer with moduleResolution %s',
    async (resolution) => {
      expect(await typeErrors(folder, resolution, ['library.cts'])).toBe('')
    },
  )

  test.each(['nodenext', 'bundler'] as const)(
    'type-checks in a consumer with moduleResolution %s',
    async (resolution) => {
      expect(await typeErrors(folder, resolution, ['library.ts', 'matchers.spec.ts'])).toBe('')
    },
  )
})
