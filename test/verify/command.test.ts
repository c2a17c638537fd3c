import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { VerifyEnd } from '../../src/model/verify.ts'
import { limitedBy } from '../../src/base/time-limit.ts'
import { commandClient } from '../../src/verify/client/command.ts'
import { targetOf } from '../../src/verify/client/target.ts'

const target = targetOf(
  {
    scenario: 'good',
    profile: 'smtps',
    host: 'localhost',
    port: 50000,
    tls: 'implicit',
    user: 'ada',
    password: 'p&ss word',
    from: 'sender@verify.test',
    to: ['reader@verify.test'],
    caFile: '/certs/ca.pem',
  },
  'pem',
)
const plainly = { env: {}, presets: [], caEnv: false } as const
const never = new Promise<void>(() => undefined)

/** Runs a script to its end, and ends what it left. */
async function run(
  script: string,
  time: { readonly limitMs?: number; readonly signal?: AbortSignal } = {},
  args: readonly string[] = [],
): Promise<VerifyEnd | null> {
  const client = commandClient([process.execPath, '-e', script, '--', ...args], plainly)
  const { limitMs = 20_000, signal = new AbortController().signal } = time
  try {
    const isUp = limitedBy(limitMs, signal)
    const { leave } = await client.send(target, { isUp, signal, came: never, seen: never })
    return await leave()
  } finally {
    await client.close()
  }
}

/** A port that a program connects to and holds: closed when the last of its processes is gone. */
async function leash() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    /** For a script: connects, then runs the rest. */
    hold: (then: string): string => `require('node:net').connect(${port}, '127.0.0.1', () => { ${then} })`,
    async taken() {
      const [socket] = (await once(server, 'connection')) as [Socket]
      socket.on('error', () => undefined).resume()
      return {
        gone: new Promise((resolve) => socket.on('close', resolve)).finally(() => server.close()),
        goesOn: (): boolean => !socket.readableEnded,
        letGo: (): void => void socket.destroy(),
      }
    },
  }
}

const stubborn = "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000);"
const inBackground = (script: string, then: string): string =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], { stdio: 'inherit' }); ${then}`

describe('a command', () => {
  it('ends with its exit code and its last lines', async () => {
    const script = 'for (let i = 1; i <= 30; i++) console.log(i); console.error("no"); process.exitCode = 3'
    const end = await run(script)
    expect(end).toMatchObject({ exitCode: 3, signal: null, timedOut: false })
    expect(end?.output.split('\n')).toHaveLength(20)
    expect(end?.output).toMatch(/\nno$/)
  })

  it('ends by a signal of its own', async () => {
    expect(await run("process.kill(process.pid, 'SIGKILL')")).toMatchObject({
      exitCode: null,
      signal: 'SIGKILL',
      timedOut: false,
    })
  })

  it.each([
    ['as it is', '{pass}'],
    ['in a URL', '{url}'],
    ['of AUTH PLAIN', Buffer.from('\0ada\0p&ss word').toString('base64')],
    ['of AUTH LOGIN', Buffer.from('p&ss word').toString('base64')],
  ])('never shows its password %s', async (_how, argument) => {
    const end = await run('console.log(process.argv.at(-1))', {}, [argument])
    expect(end?.output).toContain('…')
    for (const part of ['p&ss', 'word', 'cCZz', argument]) expect(end?.output).not.toContain(part)
  })

  it('prints nothing that moves a cursor', async () => {
    const end = await run("process.stdout.write('\\u001b[2Jred\\u001b[0m \\u202eback\\rover\\n')")
    expect(end?.output).toBe('red backover')
  })

  it('is ended with all that it started when its time is up, and deaf ones too', async () => {
    const { hold, taken } = await leash()
    const ending = run(inBackground(hold(stubborn), 'setInterval(() => undefined, 1000)'), { limitMs: 1500 })
    const { gone } = await taken()
    expect(await ending).toMatchObject({ exitCode: null, signal: 'SIGTERM', timedOut: true })
    await gone
  })

  it('leaves nothing in the background', async () => {
    const { hold, taken } = await leash()
    const ending = run(
      inBackground(hold('setInterval(() => undefined, 1000)'), 'setTimeout(() => process.exit(0), 1000)'),
    )
    const { gone } = await taken()
    expect(await ending).toMatchObject({ exitCode: 0, timedOut: false })
    await gone
  })

  it('has its last line read while somebody in a session of their own holds its output open', async () => {
    const { hold, taken } = await leash()
    const holder = `${hold('')}.on('close', () => process.exit()).resume()`
    const ending = run(
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(holder)}], { stdio: 'inherit', detached: true }).unref();
      process.stdout.write('much\\n'.repeat(20_000) + 'last\\n')`,
    )
    const { goesOn, gone, letGo } = await taken()
    expect((await ending)?.output).toMatch(/\nlast$/)
    expect(goesOn()).toBe(true)
    letGo()
    await gone
  })

  it('is ended when nobody wants to know any more', async () => {
    const { hold, taken } = await leash()
    const stop = new AbortController()
    const ending = run(hold('setInterval(() => undefined, 1000)'), { signal: stop.signal })
    const { gone } = await taken()
    stop.abort(new Error('enough'))
    await expect(ending).rejects.toThrow('enough')
    await gone
  })

  it('that is not there is an error that names it', async () => {
    const client = commandClient(['no-such-program', 'x'], plainly)
    const { signal } = new AbortController()
    const time = { isUp: signal, signal, came: never, seen: never }
    await expect(client.send(target, time)).rejects.toMatchObject({
      code: 'COMMAND_UNRUNNABLE',
      message: 'no-such-program cannot be run: spawn no-such-program ENOENT.',
    })
  })

  it.each([
    [['swaks', '-ap', 'secret', 'x y'], "swaks -ap '…' 'x y'"],
    [['curl', '--user', 'ada:secret'], "curl --user 'ada:…'"],
    [['curl', '--user', '{user}:{pass}'], "curl --user '{user}:{pass}'"],
    [['send', '--password=secret'], "send '--password=…'"],
    [['send', 'SMTP_PASS=secret'], "send 'SMTP_PASS=…'"],
    [['send', 'smtps://ada:secret@host:465'], "send 'smtps://ada:…@host:465'"],
    [['send', '--pass', '{pass}'], "send --pass '{pass}'"],
  ])('%j is shown as %s', (command, shown) => {
    expect(commandClient(command, plainly).name).toBe(shown)
  })
})
