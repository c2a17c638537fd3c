import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { memoryFolderOf, prefix } from './end-run.js'

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const config = fileURLToPath(new URL('fixture/vitest.config.ts', import.meta.url))

/** A run of a test that leaves two processes and three files, in a folder for temporary files of its own. */
async function running(parent: string) {
  const before = readdirSync(parent)
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const sockets: Socket[] = []
  const gone: Promise<unknown>[] = []
  const all = new Promise<void>((resolve) => {
    holder.on('connection', (socket) => {
      sockets.push(socket.on('error', () => undefined).resume())
      // Not by `once` of Node, which rejects where a reset comes before: a process that ends may leave words unread.
      gone.push(new Promise((resolve) => socket.on('close', resolve)))
      if (sockets.length === 3) resolve()
    })
  })
  const { VITEST: _, ...inherited } = process.env
  const main = spawn(process.execPath, [vitest, 'run', '--config', config], {
    detached: true,
    env: { ...inherited, TMPDIR: parent, LEFT_PORT: String((holder.address() as AddressInfo).port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = Promise.all([text(main.stdout), text(main.stderr)])
  await Promise.race([all, printed.then((streams) => Promise.reject(new Error(streams.join('\n'))))])
  const known = new Set(before)
  const name = readdirSync(parent).find((one) => one.startsWith(prefix) && !known.has(one)) ?? 'none'
  return {
    main,
    name,
    memory: memoryFolderOf(name),
    /** Lets the test go on. */
    say: (word: string): void => sockets.forEach((socket) => socket.write(word)),
    /** When all is over: what keeps the run's streams open is gone, that which cleans up included. */
    over: async (): Promise<void> => {
      await printed
      await Promise.all(gone)
      holder.close()
    },
  }
}

const ways: readonly (readonly [string, (run: Awaited<ReturnType<typeof running>>) => void])[] = [
  ['that ends', ({ say }) => say('end')],
  ['whose worker crashes', ({ say }) => say('crash')],
  ['that is ended by Ctrl-C', ({ main }) => process.kill(-main.pid!, 'SIGINT')],
  ['that is ended by SIGTERM, as a time-out of CI does', ({ main }) => void main.kill('SIGTERM')],
  ['that is killed', ({ main }) => void main.kill('SIGKILL')],
]

// Linux says which processes are a run's.
describe.skipIf(process.platform !== 'linux')('neither a process nor a file stays of a run', () => {
  vi.setConfig({ testTimeout: 120_000 })

  it.each(ways)('%s', async (_way, end) => {
    const parent = mkdtempSync(join(tmpdir(), 'fourport-leftovers-'))
    const run = await running(parent)
    expect(existsSync(run.memory)).toBe(true)
    end(run)
    await run.over()
    expect(leftIn(parent)).toEqual([])
    expect(existsSync(run.memory)).toBe(false)
    rmSync(parent, { recursive: true })
  })

  it('that is killed with what would have cleaned up, once there is another', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'fourport-leftovers-'))
    const run = await running(parent)
    process.kill(besideOf(join(parent, run.name)), 'SIGKILL')
    run.main.kill('SIGKILL')
    await once(run.main, 'exit')
    expect(leftIn(parent)).toContain(run.name)

    const next = await running(parent)
    next.say('end')
    await Promise.all([run.over(), next.over()])
    expect(leftIn(parent)).toEqual([])
    expect([run, next].map(({ memory }) => existsSync(memory))).toEqual([false, false])
    rmSync(parent, { recursive: true })
  })
})

/** All but the results that vitest keeps from run to run, where its configuration says. */
const leftIn = (parent: string): readonly string[] => readdirSync(parent).filter((name) => name !== 'vitest')

/** The process that waits for the run of a folder to end. */
function besideOf(folder: string): number {
  const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && wordsOf(name)[2] === folder)
  if (found === undefined) throw new Error(`no process beside ${folder}`)
  return Number(found)
}

function wordsOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return [] // It ended in this very moment.
  }
}
