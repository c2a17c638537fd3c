import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { execFileAsync } from '../support/programs/processes.ts'
import { lazyModule } from '../../src/base/lazy-module.ts'
import { untilSuccess } from '../../src/base/until-success.ts'
import { call } from '../http/support/json-client.ts'
import { certs, serveJson } from './support/run-cli.ts'
import { SmtpClient } from './support/smtp-client.ts'

const program = fileURLToPath(new URL('support/out-of-descriptors.mjs', import.meta.url))
const underLimit = ['/bin/sh', '-c', 'ulimit -n 100 && exec "$@"', 'sh'] as const

describe('descriptors that run out', () => {
  it('at the first request: that one fails and says so, those after it are answered', async () => {
    const [shell, ...before] = underLimit
    const { stdout } = await execFileAsync(shell, [...before, process.execPath, program, certs])
    expect(JSON.parse(stdout)).toEqual({ livez: [500, 200], message: 200, errors: ['EMFILE'] })
  })

  it('while clients hold them: when those leave everything is served', async () => {
    const cli = await serveJson(['--http-port', '0'], { through: underLimit })
    const clients = Array.from({ length: 150 }, () => new SmtpClient(cli.ready['ports'].relay.port))
    const greetings = await Promise.all(clients.map((client) => client.reply()))
    // Those beyond the descriptors are let in and closed.
    expect(greetings.filter((greeting) => greeting === '').length).toBeGreaterThan(0)
    await Promise.all(clients.map((client) => client.close()))
    const url = cli.ready['http'].url as string
    expect((await call(url, 'GET', '/livez')).status).toBe(200)
    expect((await call(url, 'GET', '/api/sessions?limit=1')).status).toBe(200)
    expect(await cli.stop()).toEqual({ code: 0, signal: null })
  })
})

describe('what is loaded late', () => {
  it('is loaded once, and tried again after a failure', async () => {
    const outcomes = [new Error('EMFILE'), 'module']
    let loads = 0
    const get = lazyModule(() => {
      const outcome = outcomes[loads++]
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome)
    })
    await expect(get()).rejects.toThrow('EMFILE')
    expect(await Promise.all([get(), get()])).toEqual(['module', 'module'])
    expect(loads).toBe(2)
  })

  it('fails for all who asked before the failure was known', async () => {
    let made = 0
    const get = untilSuccess(() => (++made === 1 ? Promise.reject(new Error('no')) : Promise.resolve(made)))
    const [first, second] = await Promise.allSettled([get(), get()])
    expect([first.status, second.status, made]).toEqual(['rejected', 'rejected', 1])
    expect(await get()).toBe(2)
  })
})
