import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { certs, main, runCli } from './support/run-cli.ts'

const client = (name: string): string =>
  fileURLToPath(new URL(`../verify/clients/${name}.mjs`, import.meta.url))
const few = ['--ports', '465', '--scenarios', 'cert-expired,mail-451']

/** A run of a script that connects to the test, which so learns that it is there, what it hears, and when it is gone. */
async function heldRun(scriptFor: (port: number) => string) {
  const folder = mkdtempSync(join(certs, 'tmp-'))
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const script = scriptFor((holder.address() as AddressInfo).port)
  const cli = spawn(process.execPath, [main, 'verify', ...few, '--', process.execPath, '-e', script], {
    env: { ...process.env, TMPDIR: folder },
  })
  const ended = Promise.all([text(cli.stdout), once(cli, 'close')]).then(([stdout, [code]]) => ({
    code: code as number,
    stdout,
  }))
  const [socket] = (await once(holder, 'connection')) as [Socket]
  const gone = once(
    socket.on('error', () => undefined),
    'close',
  )
  return {
    cli,
    /** Code and output, when it has ended. */
    ended,
    /** Resolves when the script has ended. */
    gone,
    /** Resolves when the script has told of a signal, which it passes over. */
    heard: once(socket, 'data'),
    /** Whether the script is still there. */
    goesOn: (): boolean => !socket.readableEnded,
    left: (): readonly string[] => readdirSync(folder),
    async [Symbol.asyncDispose]() {
      cli.kill('SIGKILL')
      socket.destroy()
      await once(holder.close(), 'close')
      rmSync(folder, { recursive: true })
    },
  }
}

const forever = 'setInterval(() => undefined, 1000);'
const held = (port: number): string =>
  `const held = require('node:net').connect(${port}, '127.0.0.1').resume(); ${forever}`
const deaf = (port: number): string =>
  `${held(port)} for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => held.write(name));`
const starting = (script: string, stdio: string, detached = false): string =>
  `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], { stdio: '${stdio}', detached: ${detached} });`
/** In a session of its own, where no signal to the client's group reaches it, with the client's output; it ends with the test. */
const apart = (port: number): string =>
  starting(`${held(port)} held.on('close', () => process.exit());`, 'inherit', true)
const connecting = "require('node:net').connect(process.env.SMTP_PORT, 'localhost').resume();"

const clients: readonly (readonly [string, (port: number) => string])[] = [
  ['a client that waits', held],
  ['one that is deaf', deaf],
  ['what a client has started', (port) => `${starting(deaf(port), 'inherit')} ${forever}`],
  // Its run goes on for as long as the connection does, and is over where it ends before there is one.
  [
    'what a client has left, with a connection of its own',
    (port) =>
      `${starting(`${connecting} ${deaf(port)} held.on('connect', () => console.log('here'))`, 'pipe')} child.stdout.once('data', () => process.exit())`,
  ],
]

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const

describe('a run of verify leaves neither a process nor a file', () => {
  describe.each(signals)('at %s', (signal, code) => {
    it.each(clients)('of %s', async (_what, script) => {
      await using run = await heldRun(script)
      run.cli.kill(signal)
      expect(await run.ended).toEqual({ code, stdout: '' })
      await run.gone
      expect(run.left()).toEqual([])
    })
  })

  it('at a second Ctrl-C, which waits for nobody', async () => {
    await using run = await heldRun(deaf)
    run.cli.kill('SIGINT')
    await run.heard
    run.cli.kill('SIGINT')
    expect(await run.ended).toEqual({ code: 130, stdout: '' })
    await run.gone
    expect(run.left()).toEqual([])
  })

  describe('though a process in a session of its own holds the output of the client', () => {
    it('that has ended', async () => {
      await using run = await heldRun((port) => `${apart(port)} child.unref();`)
      expect(await run.ended).toEqual({ code: 2, stdout: '' })
      expect(run.goesOn()).toBe(true)
      expect(run.left()).toEqual([])
    })

    it('that was ended at SIGTERM', async () => {
      await using run = await heldRun((port) => `${apart(port)} ${forever}`)
      run.cli.kill('SIGTERM')
      expect(await run.ended).toEqual({ code: 143, stdout: '' })
      expect(run.goesOn()).toBe(true)
      expect(run.left()).toEqual([])
    })
  })

  it.each([
    ['a program that is not there', ['no-such-program'], 2],
    ['a client that never connects', [process.execPath, '-e', ''], 2],
    ['a client that fails', [process.execPath, client('careless')], 1],
    ['a client that does what it must', [process.execPath, client('careful')], 0],
  ] as const)('after %s', async (_what, words, code) => {
    const folder = mkdtempSync(join(certs, 'tmp-'))
    const done = await runCli(['verify', ...few, '--', ...words], { env: { TMPDIR: folder } })
    expect(done).toMatchObject({ code })
    expect(readdirSync(folder)).toEqual([])
  })
})
