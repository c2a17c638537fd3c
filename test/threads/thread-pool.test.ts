import { execFileAsync } from '../support/programs/processes.ts'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { WorkFailed } from '../../src/base/thread-work.ts'
import { type ThreadLimits, ThreadPool } from '../../src/threads/thread-pool.ts'

const works = new URL('./works.mjs', import.meta.url)
const limits: ThreadLimits = { count: 1, heapBytes: 32 * 1024 ** 2, deadlineMs: 60_000, idleMs: 60_000 }
const pools: ThreadPool[] = []

afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

/** A pool, and what asks it for work by name. */
function open(over: Partial<ThreadLimits> = {}, file = works) {
  const pool = new ThreadPool(file, { ...limits, ...over })
  pools.push(pool)
  const ask = (name: string, input: unknown = null, moved: ArrayBuffer[] = []): Promise<unknown> =>
    pool.run({ name }, () => ({ input, moved }))
  return { pool, ask }
}

describe('work', () => {
  it('is done in a thread that stays for the next', async () => {
    const { ask } = open()
    const first = await ask('thread')
    expect(first).not.toBe(0)
    expect(await ask('thread')).toBe(first)
  })

  it('is done in as many threads as there may be, in its order', async () => {
    const { ask } = open({ count: 2 })
    const threads = await Promise.all(Array.from({ length: 8 }, () => ask('thread')))
    expect(new Set(threads).size).toBe(2)
  })

  it('moves memory over', async () => {
    const bytes = new Uint8Array(100_000).fill(7)
    expect(await open().ask('echo', bytes, [bytes.buffer])).toEqual(new Uint8Array(100_000).fill(7))
    expect(bytes.byteLength).toBe(0)
  })

  it('begins when its turn has come, and fails with what that throws; the place is free again', async () => {
    const { pool, ask } = open()
    const gone = pool.run({ name: 'echo' }, () => {
      throw new TypeError('gone')
    })
    await expect(gone).rejects.toThrow(TypeError)
    expect(await ask('echo', 'next')).toBe('next')
  })

  it('that throws leaves its thread as it was', async () => {
    const { ask } = open()
    const thread = await ask('thread')
    await expect(ask('throw')).rejects.toThrow(new WorkFailed('as it was asked to'))
    expect(await ask('thread')).toBe(thread)
  })
})

describe('a thread that', () => {
  it.each([
    ['hangs', 'hang', 'It was not done within 50 ms.', 50],
    ['takes more memory than there is', 'take memory', 'It took more than 32 MiB of memory.', 60_000],
    ['ends', 'exit', 'Its thread ended.', 60_000],
  ])('%s is replaced, and the others have their turn', async (_, name, message, deadlineMs) => {
    const { ask } = open({ deadlineMs })
    const failed = ask(name)
    const next = ask('echo', 'next')
    await expect(failed).rejects.toThrow(new WorkFailed(message))
    expect(await next).toBe('next')
  })

  it('dies without work is replaced', async () => {
    const { ask } = open()
    const first = await ask('thread')
    expect(await ask('fail after its answer')).toBe('answer')
    // What is asked before its death is known fails.
    await expect.poll(() => ask('thread').catch(() => first)).not.toBe(first)
    expect(await ask('echo', 'next')).toBe('next')
  })

  it('cannot be started says so', async () => {
    const { ask } = open({}, new URL('./not-there.mjs', import.meta.url))
    await expect(ask('echo')).rejects.toThrow(/^Its thread failed: Cannot find module '.*not-there\.mjs'/)
    await expect(ask('echo')).rejects.toThrow(WorkFailed)
  })

  it('is idle gives its memory back', async () => {
    const { ask } = open({ idleMs: 1 })
    const first = await ask('thread')
    await expect.poll(() => ask('thread')).not.toBe(first)
  })
})

it('ends what it does when it is closed, and does what comes after', async () => {
  const { pool, ask } = open()
  await ask('echo')
  const failed = expect(ask('hang')).rejects.toThrow('The server was closed while it was done.')
  await pool.close()
  await failed
  expect(await ask('echo', 'after')).toBe('after')
})

it('keeps no process alive but while it works', async () => {
  // Of the built package, as TypeScript runs in no bare Node 20.
  const script = `
    import { startServer } from 'fourport'
    const server = await startServer({ http: 'off' })
    const raw = 'Subject: long\\r\\n\\r\\n' + 'line\\r\\n'.repeat(20_000)
    const { createTransport } = await import('nodemailer')
    await createTransport(server.ports.relay.nodemailer).sendMail({ envelope: { from: 'a@b.test', to: 'c@d.test' }, raw })
    const message = await server.waitForMessage()
    const parsed = message.parse()
    await parsed
    await server.close()
    message.parse().then(({ text }) => console.log(text.length))`
  const cwd = fileURLToPath(new URL('../..', import.meta.url))
  const { stdout } = await execFileAsync(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
  })
  expect(stdout).toBe('100000\n')
})
