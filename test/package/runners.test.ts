import { cpSync, existsSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { whyNotFromNpm } from '../support/programs/from-npm.ts'
import { spawn } from '../support/programs/processes.ts'
import { link, makeConsumer, root, run, typeErrors } from './support/consumer.ts'

let folder = ''
let env: NodeJS.ProcessEnv = {}

beforeAll(async () => {
  folder = (await makeConsumer()).folder
  cpSync(join(root, 'test/package/consumer/runners'), folder, { recursive: true })
  // Children of a vitest run would take themselves for workers of it.
  const { NODE_OPTIONS: _options, VITEST: _vitest, JEST_WORKER_ID: _worker, ...others } = process.env
  env = { ...others, CONSUMER_CERTS: join(folder, 'certs') }
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Adds packages this project does not have itself. Without a network the test is skipped, except in CI. */
async function need(context: TestContext, ...packages: readonly string[]): Promise<void> {
  const reason = await whyNotFromNpm(folder, ...packages)
  if (reason !== null) context.skip(reason)
}

describe('the packed tarball, where vitest is not installed', () => {
  test('has matchers that run under node:test', async () => {
    expect(existsSync(join(folder, 'node_modules/vitest'))).toBe(false)
    const args = ['--test', '--test-reporter=tap', 'mail.node-test.mjs']
    const { stdout } = await run(process.execPath, args, { cwd: folder, env })
    expect(stdout).toMatch(/^# pass 1$/m)
    expect(stdout).toMatch(/^# fail 0$/m)
  })

  test.each([
    ['node --test', ['--test']],
    ['node --test --test-force-exit', ['--test', '--test-force-exit']],
    ['node alone', []],
  ])('leaves %s to end, and names what was left open', async (_name, flags) => {
    const args = [...flags, '--test-reporter=tap', 'left-open/node-test.mjs']
    const { stdout, stderr } = await run(process.execPath, args, { cwd: folder, env })
    expect(stdout).toMatch(/^# pass 1$/m)
    expect((stdout + stderr).match(/^(# )?fourport: .*/gm)).toEqual([
      expect.stringMatching(
        /2 servers were still open .*, the last one started at .*node-test\.mjs:\d+:\d+\./,
      ),
    ])
  })

  test.each([{ NODE_TEST_CONTEXT: 'child-v8' }, { VITEST: 'true' }, { JEST_WORKER_ID: '1' }])(
    'stays in a program that a test started with %o',
    async (variables) => {
      const program = spawn(process.execPath, ['left-open/program.mjs'], {
        cwd: folder,
        env: { ...env, ...variables },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const stderr = text(program.stderr)
      const [port] = (await once(program.stdout, 'data')) as [Buffer]
      // A client that is greeted twice in a row has met a process that does not end by itself.
      for (let visit = 0; visit < 2; visit++) {
        const socket = connect(Number(port), '127.0.0.1')
        expect(String((await once(socket, 'data'))[0])).toMatch(/^220 /)
        socket.end('QUIT\r\n')
        await once(socket.resume(), 'close')
      }
      program.kill()
      expect(await once(program, 'exit')).toEqual([null, 'SIGTERM'])
      expect(await stderr).toBe('')
    },
  )

  test('has matchers that run under Jest, and types for it', async (context) => {
    await need(context, 'jest@30', '@types/jest@30')
    const jest = join(folder, 'node_modules/jest/bin/jest.js')
    const args = ['--experimental-vm-modules', jest, '--json']
    const { stdout } = await run(process.execPath, args, { cwd: folder, env })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 2 })
    link(folder, ['@types/node', 'undici-types'])
    expect(await typeErrors(folder, 'nodenext', ['mail.jest-types.ts'], ['node', 'jest'])).toBe('')
  }, 180_000)

  test('runs under Jest and ts-jest in their defaults: CommonJS', async (context) => {
    await need(context, 'jest@30', '@types/jest@30', 'ts-jest@29', 'typescript@5')
    link(folder, ['@types/node', 'undici-types'])
    const jest = join(folder, 'node_modules/jest/bin/jest.js')
    const { stdout } = await run(process.execPath, [jest, '--json'], { cwd: join(folder, 'commonjs'), env })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 5, numTotalTestSuites: 3 })
  }, 180_000)

  test('leaves Jest to end, and names what was left open', async (context) => {
    await need(context, 'jest@30')
    const args = [join(folder, 'node_modules/jest/bin/jest.js'), '--json', '--runInBand']
    const { stdout, stderr } = await run(process.execPath, args, { cwd: join(folder, 'left-open'), env })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 2 })
    expect(stderr).toMatch(/RangeError: thrown by a listener\n +at .*listener\.test\.js/)
    expect(stderr).not.toMatch(/TypeError|ReferenceError/)
    expect(stderr.match(/^fourport: .*/gm)).toEqual([
      expect.stringMatching(
        /^fourport: 3 servers were still open when the tests had ended, the last one started at .*\.test\.js:\d+:\d+\. .*server\.close\(\)/,
      ),
    ])
  }, 180_000)

  // Its types alone: vitest 5 itself does not run on Node 20.
  test('type-checks with vitest 5', async (context) => {
    await need(context, 'vitest@5')
    cpSync(join(root, 'test/package/consumer'), folder, { recursive: true })
    link(folder, ['@types/node', 'undici-types'])
    expect(await typeErrors(folder, 'nodenext', ['library.ts', 'matchers.spec.ts'])).toBe('')
  }, 180_000)
})
