import { execFile, execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const run = promisify(execFile)

/** What each entry exports at run time. A name that goes, or comes by accident, is a change of the API. */
const exportNames: Readonly<Record<string, readonly string[]>> = {
  fourport: ['FourportError', 'startServer'],
  'fourport/client': ['connect'],
  'fourport/jest': [],
  'fourport/matchers': ['assertThat', 'matchers'],
  // Loads in a run of vitest alone: consumer/matchers.spec.ts looks at its names.
  'fourport/vitest': ['createTest', 'it', 'test'],
}

let folder = ''
let files: readonly string[] = []

beforeAll(async () => {
  if (!existsSync(join(root, 'dist/index.js')))
    throw new Error('dist/ is not there: run `npm run build` first.')
  folder = mkdtempSync(join(tmpdir(), 'fourport-consumer-'))
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [tarball] = Object.values<{ filename: string; files: { path: string }[] }>(JSON.parse(packed))
  if (tarball === undefined) throw new Error(`npm pack said: ${packed}`)
  files = tarball.files.map(({ path }) => path)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
  await run('npm', ['install', ...quiet, join(folder, tarball.filename)], { cwd: folder })
  cpSync(join(root, 'test/package/consumer'), folder, { recursive: true })
  // What a consumer has of its own: a test runner and Node's types.
  for (const name of ['vitest', '@types/node', 'undici-types']) {
    const link = join(folder, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    if (!existsSync(link)) symlinkSync(join(root, 'node_modules', name), link)
  }
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed tarball', () => {
  test('holds what runs and what explains it, and nothing else', () => {
    const strangers = files.filter(
      (path) => !/^(dist|docs)\/|^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(path),
    )
    expect(strangers).toEqual([])
    expect(files.filter((path) => /\.(pem|key)$|(^|\/)certs\//.test(path))).toEqual([])
  })

  test('has a table of names for every entry', () => {
    const entries = Object.keys(manifest.exports)
      .filter((path) => path !== './package.json')
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

  test.each(['nodenext', 'bundler'])(
    'type-checks in a consumer with moduleResolution %s',
    async (resolution) => {
      const config = join(folder, `tsconfig.${resolution}.json`)
      writeFileSync(
        config,
        JSON.stringify({
          compilerOptions: {
            strict: true,
            noEmit: true,
            target: 'es2023',
            lib: ['es2023', 'esnext.disposable'],
            types: ['node'],
            module: resolution === 'bundler' ? 'esnext' : 'nodenext',
            moduleResolution: resolution,
            skipLibCheck: true,
          },
          files: ['library.ts', 'matchers.spec.ts'],
        }),
      )
      const said = await run(
        process.execPath,
        [join(root, 'node_modules/typescript/bin/tsc'), '-p', config],
        {
          cwd: folder,
        },
      ).then(
        () => '',
        (error: { readonly stdout: string }) => error.stdout,
      )
      expect(said).toBe('')
    },
  )
})
