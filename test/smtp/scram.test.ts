import { describe, expect, it } from 'vitest'
import type { AuthObserved } from '../../src/model/observation.ts'
import { continueAuth } from '../../src/protocol/sasl/auth.ts'
import type { AuthGround, AuthState } from '../../src/protocol/sasl/exchange.ts'
import { ScramClient, type ScramHabits } from '../support/scram-client.ts'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { Wire } from '../support/wire.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')
const users = {
  'ann@x.test': 'secret pass',
  bob: 'hunter2',
  'a,b=c': 'hunter2',
  eszett: 'Stra\u00dfe\u00a0\u2168',
}

async function arrive(server: EngineUnderTest): Promise<Wire> {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  await wire.command('EHLO client.test')
  return wire
}

async function authsOf(server: EngineUnderTest): Promise<AuthObserved[]> {
  return (await server.session()).entries.filter((entry) => entry.kind === 'auth')
}

/** One login up to the reply to its proof. */
async function prove(server: EngineUnderTest, client: ScramClient, inTwoSteps = false) {
  const wire = await arrive(server)
  if (inTwoSteps) expect(await wire.command('AUTH SCRAM-SHA-256')).toBe('334 ')
  const asked = await wire.command(inTwoSteps ? client.first : `AUTH SCRAM-SHA-256 ${client.first}`)
  return { wire, asked, told: await wire.command(client.final(asked)) }
}

describe('SCRAM-SHA-256 (RFC 5802, RFC 7677)', () => {
  it('the exchange of RFC 7677 section 3', () => {
    const ground: AuthGround = {
      credentials: {
        acceptAny: false,
        haveAddresses: false,
        passwordOf: (user) => (user === 'user' ? 'pencil' : undefined),
        userOf: () => undefined,
      },
      random: () => '',
      challenge: () => '',
      bindingOffered: false,
      channelBinding: () => null,
    }
    const state: AuthState = {
      mechanism: 'SCRAM-SHA-256',
      awaits: 'proof',
      user: 'user',
      said: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
      challenge: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
      pending: null,
    }
    const final =
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ='
    expect(continueAuth(state, b64(final), ground)).toMatchObject({
      kind: 'ask',
      text: b64('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='),
      next: { pending: { outcome: 'accepted', user: 'user', credentialsSent: false } },
    })
  })

  const logins: readonly (readonly [string, string, string, ScramHabits, boolean])[] = [
    ['with an initial response', 'ann@x.test', 'secret pass', {}, false],
    ['in two steps', 'ann@x.test', 'secret pass', {}, true],
    ['as somebody, who is itself', 'bob', 'hunter2', { header: 'n,a=bob,' }, false],
    ['with an extension that need not be known', 'bob', 'hunter2', { extension: ',x=more' }, false],
    ['of a user with a comma and an equals sign', 'a,b=c', 'hunter2', {}, false],
    ['with a password as SASLprep spells it (RFC 4013)', 'eszett', 'Stra\u00dfe IX', {}, false],
  ]
  it.each(logins)('a login %s', async (_name, user, password, habits, inTwoSteps) => {
    await using server = await startEngine({ users })
    const client = new ScramClient(user, password, habits)
    const { wire, told } = await prove(server, client, inTwoSteps)
    expect(told).toBe(`334 ${b64(`v=${client.serverSignature}`)}`)
    expect(await wire.command('')).toBe('235 2.7.0 Authentication successful')
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { mechanism: 'SCRAM-SHA-256', outcome: 'accepted', user, credentialsSent: false },
    ])
    expect((await server.session()).user).toBe(user)
  })

  const refusals: readonly (readonly [string, string, string, ScramHabits, string, Partial<AuthObserved>])[] =
    [
      [
        'a wrong password',
        'bob',
        'hunter3',
        {},
        '535 5.7.8',
        { outcome: 'rejected', hints: ['user-without-at', 'password-wrong'] },
      ],
      [
        'an unknown user',
        'eve@x.test',
        'x',
        {},
        '535 5.7.8',
        { outcome: 'rejected', hints: ['user-unknown'] },
      ],
      ['a name of Object.prototype', 'constructor', 'x', {}, '535 5.7.8', { outcome: 'rejected' }],
      ['an empty password', 'bob', '', {}, '535 5.7.8', { outcome: 'rejected' }],
      [
        'another nonce',
        'bob',
        'hunter2',
        { nonce: (theirs) => `${theirs}x` },
        '501 5.5.2',
        { outcome: 'malformed', user: 'bob', hints: ['nonce-wrong'] },
      ],
      [
        'its own nonce alone',
        'bob',
        'hunter2',
        { nonce: (theirs) => theirs.slice(0, 24) },
        '501 5.5.2',
        { hints: ['nonce-wrong'] },
      ],
      [
        'another header than at first (a downgrade)',
        'bob',
        'hunter2',
        { header: 'n,,', boundHeader: 'y,,' },
        '501 5.5.2',
        { outcome: 'malformed', hints: ['channel-binding-wrong'] },
      ],
      [
        'a header in base64 without its padding',
        'bob',
        'hunter2',
        { header: 'n,a=bob,', spelling: (right) => right.replace('=', '') },
        '501 5.5.2',
        { outcome: 'malformed', hints: ['channel-binding-wrong'] },
      ],
      [
        'a header in base64 with bits after its end',
        'bob',
        'hunter2',
        { header: 'n,a=bob,', spelling: (right) => right.replace('w=', 'x=') },
        '501 5.5.2',
        { outcome: 'malformed', hints: ['channel-binding-wrong'] },
      ],
      ['no proof', 'bob', 'hunter2', { proof: () => '' }, '501 5.5.2', { outcome: 'malformed' }],
      ['a proof too short', 'bob', 'hunter2', { proof: () => 'AAAA' }, '501 5.5.2', { outcome: 'malformed' }],
    ]
  it.each(refusals)('%s is refused', async (_name, user, password, habits, reply, fact) => {
    await using server = await startEngine({ users })
    const { wire, asked, told } = await prove(server, new ScramClient(user, password, habits))
    expect(asked).toMatch(/^334 /)
    expect(told).toContain(reply)
    // It may try again, with what is right.
    const client = new ScramClient('bob', 'hunter2')
    await wire.command(client.final(await wire.command(`AUTH SCRAM-SHA-256 ${client.first}`)))
    expect(await wire.command('')).toMatch(/^235 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { ...fact, credentialsSent: false },
      { outcome: 'accepted' },
    ])
  })

  it.each([
    ['nothing', '=', []],
    ['no header', b64('n=bob,r=abc'), []],
    ['no user', b64('n,,n=,r=abc'), []],
    ['no nonce', b64('n,,n=bob,r='), []],
    ['a nonce that cannot be printed', b64('n,,n=bob,r=a b'), []],
    ['an escape that is none', b64('n,,n=b=2Xb,r=abc'), []],
    ['a control character in the user', b64('n,,n=b\u0007b,r=abc'), []],
    ['nothing left of the user when it is prepared', b64('n,,n=\u00ad,r=abc'), []],
    ['an extension that must be known', b64('n,,m=x,n=bob,r=abc'), []],
    ['what PLAIN sends', b64('\0bob\0hunter2'), []],
    [
      'channel binding, which is not offered',
      b64('p=tls-exporter,,n=bob,r=abc'),
      ['channel-binding-unoffered'],
    ],
    ['no base64', 'n,,n=bob,r=abc', []],
  ])('a first message with %s: 501', async (_name, line, hints) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    expect(await wire.command(`AUTH SCRAM-SHA-256 ${line}`)).toMatch(/^501 5\.5\.2 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { mechanism: 'SCRAM-SHA-256', outcome: 'malformed', user: null, credentialsSent: false, hints },
    ])
  })

  it.each([
    ['instead of a first message', async () => {}, null],
    [
      'instead of a proof',
      async (wire: Wire, client: ScramClient) => {
        await wire.command(client.first)
      },
      'bob',
    ],
    [
      'because the server did not prove itself',
      async (wire: Wire, client: ScramClient) => {
        await wire.command(client.final(await wire.command(client.first)))
      },
      'bob',
    ],
  ])('broken off %s: 501, and nobody is logged in', async (_name, upTo, user) => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command('AUTH SCRAM-SHA-256')
    await upTo(wire, new ScramClient('bob', 'hunter2'))
    expect(await wire.command('*')).toMatch(/^501 5\.0\.0 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([{ outcome: 'cancelled', user }])
    expect((await server.session()).user).toBeNull()
  })

  it('a client that leaves when the server has proved itself does not believe it', async () => {
    await using server = await startEngine({ users })
    const { wire } = await prove(server, new ScramClient('bob', 'hunter2'))
    wire.end()
    expect(await authsOf(server)).toMatchObject([
      { outcome: 'abandoned', user: 'bob', hints: ['server-proof-refused'] },
    ])
    expect((await server.session()).user).toBeNull()
  })

  it('an answer to the proof of the server that is not empty: 501', async () => {
    await using server = await startEngine({ users })
    const { wire } = await prove(server, new ScramClient('bob', 'hunter2'))
    expect(await wire.command(b64('thanks'))).toMatch(/^501 5\.5\.2 /)
    wire.end()
    expect((await server.session()).user).toBeNull()
  })

  it('a line too long ends it', async () => {
    await using server = await startEngine({ users })
    const wire = await arrive(server)
    await wire.command('AUTH SCRAM-SHA-256')
    expect(await wire.command(b64(`n,,n=bob,r=${'x'.repeat(20_000)}`))).toMatch(/^500 5\.5\.2 /)
    wire.end()
    expect(await authsOf(server)).toMatchObject([{ outcome: 'abandoned', user: null }])
  })

  it('neither nonces nor proofs stand in a record', async () => {
    await using server = await startEngine({ users })
    const client = new ScramClient('bob', 'hunter2')
    const { wire, asked, told } = await prove(server, client)
    await wire.command('')
    wire.end()
    const record = JSON.stringify(await server.session())
    for (const secret of [client.nonce, client.first, asked.slice(4), told.slice(4), client.proof])
      expect(record).not.toContain(secret)
    expect(record).toContain('"code":334,"enhanced":null,"text":["…"]')
  })

  it('is another challenge each time', async () => {
    await using server = await startEngine({ users })
    const client = new ScramClient('bob', 'hunter2')
    const asked = await Promise.all([prove(server, client), prove(server, client)])
    const [one, other] = asked.map((each) => Buffer.from(each.asked.slice(4), 'base64').toString().split(','))
    expect(one![0]).not.toBe(other![0])
    expect(one![1]).not.toBe(other![1])
  })
})

describe('where any password is taken', () => {
  it.each(['SCRAM-SHA-256', 'OAUTHBEARER', 'SCRAM-SHA-256-PLUS'])(
    '%s is not offered, and refused',
    async (mechanism) => {
      await using server = await startEngine()
      const wire = await Wire.openTls(server.ports.smtps)
      await wire.reply()
      expect(await wire.command('EHLO client.test')).toContain('AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2\r\n')
      expect(await wire.command(`AUTH ${mechanism}`)).toMatch(/^504 5\.5\.4 /)
      wire.end()
      expect(await authsOf(server)).toMatchObject([{ mechanism, outcome: 'unsupported' }])
    },
  )

  it('with users all three are, last of all', async () => {
    await using server = await startEngine({ users })
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    expect(await wire.command('EHLO client.test')).toContain(
      'AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2 SCRAM-SHA-256 OAUTHBEARER SCRAM-SHA-256-PLUS\r\n',
    )
    wire.end()
  })
})
