import { describe, expect, it } from 'vitest'
import type { AuthObserved } from '../../src/model/observation.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const users = { 'ann@x.test': 'ya29.right', bob: 'hunter2' }

/** As RFC 7628 §4.1 writes it, with `|` for ^A. */
const message = (text: string): string => b64(text.replaceAll('|', '\u0001'))
const right = message('n,a=ann@x.test,|host=localhost|port=465|auth=Bearer ya29.right||')
const wrong = message('n,a=ann@x.test,|host=localhost|port=465|auth=Bearer ya29.wrong||')

async function arrive(server: EngineUnderTest): Promise<Wire> {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  return wire
}

async function authsOf(server: EngineUnderTest): Promise<AuthObserved[]> {
  return (await server.session()).entries.filter((entry) => entry.kind === 'auth')
}

describe('OAUTHBEARER (RFC 7628)', () => {
  it.each([
    ['with an initial response', [`AUTH OAUTHBEARER ${right}`]],
    ['in two steps', ['AUTH OAUTHBEARER', right]],
    ['without host and port', [`AUTH OAUTHBEARER ${message('n,a=ann@x.test,|auth=Bearer ya29.right||')}`]],
    [
      'of a client that could bind',
      [`AUTH OAUTHBEARER ${message('y,a=ann@x.test,|auth=bearer ya29.right||')}`],
    ],
    [
      'without a user: the token says whose it is',
      [`AUTH OAUTHBEARER ${message('n,,|auth=Bearer ya29.right||')}`],
    ],
  ])('a login %s', async (_name, lines) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    let last = ''
    for (const line of lines) last = await wire.command(line)
    expect(last).toBe('235 2.7.0 Authentication successful')
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      {
        mechanism: 'OAUTHBEARER',
        outcome: 'accepted',
        user: 'ann@x.test',
        credentialsSent: true,
        hints: ['password-as-token'],
      },
    ])
  })

  it.each([
    ['a wrong token', wrong, 'ann@x.test', ['password-wrong'], true],
    ['an unknown user', message('n,a=eve@x.test,|auth=Bearer x||'), 'eve@x.test', ['user-unknown'], true],
    ['a token of nobody', message('n,,|auth=Bearer x||'), null, [], true],
    [
      'the token of another',
      message('n,a=ann@x.test,|auth=Bearer hunter2||'),
      'ann@x.test',
      ['password-wrong'],
      true,
    ],
    [
      'no token, which asks where there are some',
      message('n,a=ann@x.test,|auth=||'),
      'ann@x.test',
      ['password-empty', 'password-wrong'],
      false,
    ],
  ])('%s: the error as JSON, the dummy answer, 535', async (_name, line, user, hints, credentialsSent) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    const error = await wire.command(`AUTH OAUTHBEARER ${line}`)
    expect(error).toMatch(/^334 /)
    expect(JSON.parse(Buffer.from(error.slice(4), 'base64').toString())).toEqual({ status: 'invalid_token' })
    expect(await wire.command('AQ==')).toBe(
      '535 5.7.8 Authentication credentials invalid: check user name and token',
    )
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { mechanism: 'OAUTHBEARER', outcome: 'rejected', user, hints, credentialsSent },
    ])
    expect((await server.session()).user).toBeNull()
  })

  it('broken off after the error: 501 (RFC 4954 section 4), and rejected all the same', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command(`AUTH OAUTHBEARER ${wrong}`)
    expect(await wire.command('*')).toMatch(/^501 5\.0\.0 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([{ outcome: 'rejected', hints: ['password-wrong'] }])
  })

  it('a client that leaves at the error was rejected all the same', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command(`AUTH OAUTHBEARER ${wrong}`)
    wire.end()
    expect(await authsOf(server)).toMatchObject([{ outcome: 'rejected', user: 'ann@x.test' }])
  })

  it.each([
    ['nothing', '=', false, []],
    ['no base64', 'n,a=ann', false, []],
    ['what XOAUTH2 sends', message('user=bob|auth=Bearer hunter2||'), true, []],
    ['no end', message('n,a=bob,|auth=Bearer hunter2|'), true, []],
    ['no auth', message('n,a=bob,|host=x||'), false, []],
    ['another scheme', message('n,a=bob,|auth=Basic Ym9iOmh1bnRlcjI=||'), false, []],
    ['an escape that is none', message('n,a=b=2Xb,|auth=Bearer hunter2||'), true, []],
    [
      'channel binding, which it has not',
      message('p=tls-exporter,,|auth=Bearer hunter2||'),
      true,
      ['channel-binding-unoffered'],
    ],
  ])('%s: 501', async (_name, line, credentialsSent, hints) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    expect(await wire.command(`AUTH OAUTHBEARER ${line}`)).toMatch(/^501 5\.5\.2 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { outcome: 'malformed', user: null, credentialsSent, hints },
    ])
  })

  it('broken off before anything was said: 501', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command('AUTH OAUTHBEARER')
    expect(await wire.command('*')).toMatch(/^501 5\.0\.0 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([{ outcome: 'cancelled', credentialsSent: false }])
  })

  it('its token stands in no record', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command(`AUTH OAUTHBEARER ${wrong}`)
    await wire.command('AQ==')
    await wire.command(`AUTH OAUTHBEARER ${right}`)
    wire.end()
    const record = JSON.stringify(await server.session())
    for (const secret of ['ya29', right, wrong]) expect(record).not.toContain(secret)
  })
})
