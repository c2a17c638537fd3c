import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { install, link, makeConsumer, root, run, typeErrors } from './support/consumer.ts'

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
  try {
    await install(folder, ...packages)
  } catch (error) {
    if (process.env['CI'] === 'true') throw error
    context.skip(`npm could not install ${packages.join(' and ')}: ${String(error).split('\n')[0]}`)
  }
}

describe('the packed tarball, where vitest is not installed', () => {
  test('has matchers that run under node:test', async () => {
    expect(existsSync(join(folder, 'node_modules/vitest'))).toBe(false)
    const args = ['--test', '--test-reporter=tap', 'mail.node-test.mjs']
    const { stdout } = await run(process.execPath, args, { cwd: folder, env })
    expect(stdout).toMatch(/^# pass 1$/m)
    expect(stdout).toMatch(/^# fail 0$/m)
  })

  test('has matchers that run under Jest, and types for it', async (context) => {
    await need(context, 'jest@30', '@types/jest@30')
    const jest = join(folder, 'node_modules/jest/bin/jest.js')
    const args = ['--experimental-vm-modules', jest, '--json']
    const { stdout } = await run(process.execPath, args, { cwd: folder, env })
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numPassedTests: 2 })
    link(folder, ['@types/node', 'undici-types'])
    expect(await typeErrors(folder, 'nodenext', ['mail.jest-types.ts'], ['node', 'jest'])).toBe('')
  }, 180_000)

  // Its types alone: vitest 5 itself does not run on Node 20.
  test('type-checks with vitest 5', async (context) => {
    await need(context, 'vitest@5')
    cpSync(join(root, 'test/package/consumer'), folder, { recursive: true })
    link(folder, ['@types/node', 'undici-types'])
    expect(await typeErrors(folder, 'nodenext', ['library.ts', 'matchers.spec.ts'])).toBe('')
  }, 180_000)
})
