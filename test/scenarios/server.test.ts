import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { Wire } from '../support/wire.ts'
import { everyOneWasLookedAt, openssl, serverUnderTest, talk } from './eye.ts'
import { type Capture, listenTo, tshark } from './tshark.ts'

const server = await serverUnderTest()
const { relay, submission, smtps } = server.ports

const ehlo = ['EHLO c.test']
const mail = ['MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA', 'Subject: Hello\r\n\r\nHello\r\n.']
const all = [...ehlo, ...mail, 'QUIT']

interface Look {
  /** Each on a connection of its own. */
  readonly say?: readonly (readonly string[])[]
  readonly see: readonly RegExp[]
  readonly not?: RegExp
}

const steps = { mail: 'MAIL .*', rcpt: 'RCPT .*', data: 'DATA', dot: '\\.' } as const
const upTo = { mail: 1, rcpt: 2, data: 3, dot: 4 } as const

/** Until a step is refused, and on its second connection until it is again or not. */
const stepLooks = (suffix: string, code: (step: keyof typeof steps) => string, again: boolean) =>
  (Object.keys(steps) as (keyof typeof steps)[]).map((step): [string, Look] => {
    const first = [...ehlo, ...mail.slice(0, upTo[step])]
    const refused = new RegExp(`C: ${steps[step]}\\nS: ${code(step)} `)
    return [
      `${step}-${suffix === '' ? code(step) : suffix}`,
      again
        ? { say: [first, first], see: [new RegExp(`${refused.source}[^]*${refused.source}`)] }
        : { say: [first, all], see: [refused, /C: \.\nS: 250 [^]*C: QUIT\nS: 221 /] },
    ]
  })

const looks: Readonly<Record<string, Look>> = {
  'greeting-multiline': { see: [/^S: 220-localhost ESMTP\nS: 220-.*\nS: 220 .*\nC: EHLO/, /C: \.\nS: 250 /] },
  'ehlo-unknown': { see: [/S: 250.XEXAMPLE\n/, /S: 250.XEXAMPLE-LIMIT 10 20/, /C: \.\nS: 250 /] },
  'ehlo-bare': { see: [/C: EHLO .*\nS: 250 localhost[^\n]*\nC: MAIL/, /C: \.\nS: 250 /] },
  'helo-only': {
    say: [[...ehlo, 'HELO c.test', ...mail, 'QUIT']],
    see: [/C: EHLO .*\nS: 502 .*\nC: HELO .*\nS: 250 [^\n]*\nC: MAIL/, /C: \.\nS: 250 /],
  },
  'replies-multiline': {
    see: ['MAIL .*', 'RCPT .*', 'DATA', '\\.', 'QUIT'].map(
      (said) => new RegExp(`C: ${said}\\nS: (\\d{3})-.*\\nS: \\1-.*\\nS: \\1 `),
    ),
  },
  'replies-bare': {
    see: [/C: MAIL .*\nS: 250\nC: RCPT .*\nS: 250\nC: DATA\nS: 354\n/, /C: \.\nS: 250\nC: QUIT\nS: 221\n/],
  },
  'rcpt-251': {
    see: [/C: RCPT .*\nS: 251 [^\n]* <reader@forward\.verify\.test>\nC: DATA\nS: 354 /, /C: \.\nS: 250 /],
  },
  'rcpt-252': { see: [/C: RCPT .*\nS: 252 [^\n]*\nC: DATA\nS: 354 /, /C: \.\nS: 250 /] },
  'greeting-421': { say: [[]], see: [/^S: 421 .*\nS: <FIN>/] },
  'greeting-554': { say: [[]], see: [/^S: 554 .*\nS: <FIN>/] },
  'greeting-slow': { see: [/^S: 220 /, /C: \.\nS: 250 /] },
  'dot-slow': { see: [/C: \.\nS: 250 /] },
  ...Object.fromEntries([
    ...stepLooks('451-once', () => '451', false),
    ...stepLooks('451', () => '451', true),
    ...stepLooks('', (step) => (step === 'data' || step === 'dot' ? '554' : '550'), true),
  ]),
  ...Object.fromEntries(
    stepLooks('421', () => '421', true).map(([name, look]) => [
      name,
      { ...look, see: [...look.see, /S: 421 .*\nS: <FIN>/] },
    ]),
  ),
  'rcpt-one-450': {
    say: [[...ehlo, ...mail.slice(0, 2), 'RCPT TO:<c@x.test>', 'RCPT TO:<d@x.test>', ...mail.slice(2)]],
    see: [/C: RCPT .*\nS: 250 .*\nC: RCPT TO:<c@x\.test>\nS: 450 .*\nC: RCPT .*\nS: 250 /, /C: \.\nS: 250 /],
  },
  'rcpt-one-550': {
    say: [[...ehlo, ...mail.slice(0, 2), 'RCPT TO:<c@x.test>', 'RCPT TO:<d@x.test>', ...mail.slice(2)]],
    see: [/C: RCPT .*\nS: 250 .*\nC: RCPT TO:<c@x\.test>\nS: 550 .*\nC: RCPT .*\nS: 250 /, /C: \.\nS: 250 /],
  },
  'disk-full': { say: [[...ehlo, ...mail]], see: [/C: \.\nS: 452 4\.3\.1 /] },
  greylist: { say: [[...ehlo, ...mail.slice(0, 2)]], see: [/C: RCPT .*\nS: 451 4\.7\.1 /] },
  'connect-reset': { say: [[]], see: [/^S: <RST>/], not: /S: 220/ },
  ...Object.fromEntries(
    (['fin', 'rst'] as const).flatMap((cut) => [
      [`cut-${cut}-ehlo`, { say: [ehlo], see: [new RegExp(`C: EHLO.*\\nS: <${cut.toUpperCase()}>`)] }],
      [
        `cut-${cut}-mail`,
        { say: [[...ehlo, mail[0] ?? '']], see: [new RegExp(`C: MAIL.*\\nS: <${cut.toUpperCase()}>`)] },
      ],
      [
        `cut-${cut}-body`,
        { say: [[...ehlo, ...mail]], see: [new RegExp(`C: \\.\\nS: <${cut.toUpperCase()}>`)] },
      ],
      [
        `cut-${cut}-dot`,
        {
          say: [[...ehlo, ...mail], all],
          see: [new RegExp(`C: \\.\\nS: <${cut.toUpperCase()}>`), /C: \.\nS: 250 [^]*C: QUIT\nS: 221 /],
        },
      ],
    ]),
  ),
  'quit-cut': { see: [/C: \.\nS: 250 .*\nC: QUIT\nS: <FIN>/] },
  'quit-rst': { see: [/C: \.\nS: 250 .*\nC: QUIT\nS: <RST>/] },
  'quit-421': { see: [/C: \.\nS: 250 .*\nC: QUIT\nS: 421 /] },
}

/** Shown by other tests, or below. */
const elsewhere = [
  'port-refused',
  'handshake-cut',
  'auth-535',
  'auth-534',
  'auth-454',
  'auth-421',
  'auth-other-mechanisms',
]

it('every scenario of these groups is looked at', () => {
  const names = scenarios
    .filter(({ group }) => group === 'server' || group === 'network')
    .map(({ name }) => name)
  expect([...Object.keys(looks), ...elsewhere].filter((name) => names.includes(name)).toSorted()).toEqual(
    names.toSorted(),
  )
})

describe('in clear', () => {
  let capture: Capture
  beforeAll(async () => {
    capture = await listenTo(relay.port)
  })
  afterAll(() => capture[Symbol.asyncDispose]())

  /** Says what is to be said for as long as it is heard. */
  async function say(lines: readonly string[]): Promise<void> {
    let client: Wire | null = null
    try {
      client = await Wire.open(relay)
      await client.reply()
      for (const line of lines) await client.command(line)
    } catch {
      // Ended or reset, as some of them are to be: that is what is looked at from outside.
    }
    client?.destroy()
  }

  tshark.each(Object.entries(looks))(
    '%s is what it says to tshark',
    async (name, { say: lines = [all], see, not }) => {
      await using _ = await server.scenario(name, { listener: 'relay' })
      capture.forget()
      for (const part of lines) await say(part)
      await capture.until(({ text }) => see.every((one) => one.test(text)))
      if (not) expect(capture.text).not.toMatch(not)
    },
  )

  tshark('byte-by-byte says one byte a segment', async () => {
    await using _ = await server.scenario('byte-by-byte', { listener: 'relay' })
    capture.forget()
    await say(all)
    const said = () => capture.segments.filter(({ from, payload }) => from === 'server' && payload.length > 0)
    await capture.until(() => /221 /.test(Buffer.concat(said().map(({ payload }) => payload)).toString()))
    expect(new Set(said().map(({ payload }) => payload.length))).toEqual(new Set([1]))
  })
})

const refusal = (code: string): RegExp => new RegExp(`^${code} `, 'm')

describe.each([
  ['auth-535', refusal('535')],
  ['auth-534', refusal('534')],
  ['auth-454', refusal('454')],
  ['auth-421', refusal('421')],
  ['auth-other-mechanisms', refusal('504')],
] as const)('%s', (name, refused) => {
  openssl.each([submission, smtps])(
    'refuses the login, and mail without one, by OpenSSL on $name',
    async (port) => {
      await using _ = await server.scenario(name, { listener: port.name })
      const lines = [...ehlo, 'AUTH PLAIN AHVzZXIAc2VjcmV0', mail[0] ?? '', 'QUIT']
      const { output } = await talk(port.port, port.tls === 'implicit' ? 'implicit' : 'starttls', lines)
      expect(output).toMatch(refused)
      expect(output).not.toMatch(/^235 /m)
      if (name !== 'auth-421') expect(output).toMatch(/^530 /m)
      if (name === 'auth-other-mechanisms') expect(output).toMatch(/^250.AUTH XOAUTH2\r?$/m)
    },
  )
})

it.each([
  ['auth-535', '535'],
  ['auth-534', '534'],
  ['auth-454', '454'],
  ['auth-421', '421'],
] as const)('%s asks for the whole of a login before it refuses it', async (name, code) => {
  await using _ = await server.scenario(name, { listener: 'smtps' })
  const client = await Wire.openTls(smtps)
  await client.reply()
  await client.command('EHLO c.test')
  const heard = []
  for (const line of ['AUTH LOGIN', 'dXNlcg==', 'c2VjcmV0']) heard.push(await client.command(line))
  expect(heard.map((reply) => reply.slice(0, 3))).toEqual(['334', '334', code])
  client.destroy()
})

describe('under TLS', () => {
  openssl('ehlo-lowercase lowers the keywords, and leaves the mechanisms', async () => {
    await using _ = await server.scenario('ehlo-lowercase', { listener: 'submission' })
    const client = await Wire.open(submission)
    await client.reply()
    expect(await client.command('EHLO c.test')).toMatch(/^250.starttls\r$/m)
    client.destroy()
    await using _smtps = await server.scenario('ehlo-lowercase', { listener: 'smtps' })
    const { output } = await talk(smtps.port, 'implicit', [...ehlo, 'QUIT'])
    expect(output).toMatch(/^250.auth PLAIN LOGIN/m)
    expect(output).toMatch(/^250.size \d+/m)
  })

  openssl('ehlo-lower-mechanisms lowers the mechanisms, and takes a login by them', async () => {
    await using _ = await server.scenario('ehlo-lower-mechanisms', { listener: 'smtps' })
    const { output } = await talk(smtps.port, 'implicit', [
      ...ehlo,
      'AUTH plain AHVzZXIAc2VjcmV0',
      ...mail,
      'QUIT',
    ])
    expect(output).toMatch(/^250.AUTH plain login/m)
    expect(output).toMatch(/^235 /m)
  })

  openssl.each(['starttls', 'implicit'] as const)(
    'ehlo-bare leaves AUTH and nothing else, by %s',
    async (way) => {
      const port = way === 'starttls' ? submission : smtps
      await using _ = await server.scenario('ehlo-bare', { listener: port.name })
      const { output } = await talk(port.port, way, [...ehlo, ...mail, 'QUIT'])
      expect(output).toMatch(/^250-localhost[^\n]*\n250 AUTH PLAIN LOGIN[^\n]*\r\n250 2\.1\.0/m)
      expect(output).toMatch(/^354 [^]*^250 [^]*^221 /m)
    },
  )

  it('ehlo-bare refuses a parameter of what it does not offer', async () => {
    await using _ = await server.scenario('ehlo-bare', { listener: 'relay' })
    const client = await Wire.open(relay)
    await client.reply()
    await client.command('EHLO c.test')
    for (const parameter of ['SIZE=10', 'BODY=8BITMIME', 'SMTPUTF8', 'RET=HDRS'])
      expect(await client.command(`MAIL FROM:<a@x.test> ${parameter}`)).toMatch(/^555 /)
    expect(await client.command('MAIL FROM:<a@x.test>')).toMatch(/^250 /)
    expect(await client.command('RCPT TO:<b@x.test> NOTIFY=NEVER')).toMatch(/^555 /)
    client.destroy()
  })

  openssl('ehlo-withdrawn offers before TLS what is gone under it', async () => {
    await using _ = await server.scenario('ehlo-withdrawn', { listener: 'submission' })
    const client = await Wire.open(submission)
    await client.reply()
    const before = await client.command('EHLO c.test')
    for (const keyword of ['SIZE', 'PIPELINING', '8BITMIME', 'SMTPUTF8', 'DSN', 'CHUNKING', 'BINARYMIME'])
      expect(before).toMatch(new RegExp(`^250.${keyword}\\b`, 'm'))
    client.destroy()
    const { output } = await talk(submission.port, 'starttls', [...ehlo, ...mail, 'QUIT'])
    expect(output).toMatch(/^250-localhost[^\n]*\n250 AUTH PLAIN LOGIN/m)
  })

  openssl.each([
    ['replies-multiline', /^235-[^\n]*\n235-[^\n]*\n235 [^]*^354-[^\n]*\n354-[^\n]*\n354 /m],
    ['replies-bare', /^235\r\n250\r\n250\r\n354\r\n250\r\n221\r\n/m],
  ] as const)('%s takes a login so too', async (name, said) => {
    await using _ = await server.scenario(name, { listener: 'submission' })
    const lines = [...ehlo, 'AUTH PLAIN AHVzZXIAc2VjcmV0', ...mail, 'QUIT']
    expect((await talk(submission.port, 'starttls', lines)).output).toMatch(said)
  })

  openssl('ehlo-late answers late, and then all is well', async () => {
    await using _ = await server.scenario('ehlo-late', { listener: 'submission' })
    const { output } = await talk(submission.port, 'starttls', [...ehlo, ...mail, 'QUIT'])
    expect(output).toMatch(/^354 [^]*^250 [^]*^221 /m)
    const late = (await server.sessions()).at(-1)?.entries.filter((entry) => entry.kind === 'fault')
    expect(late).toMatchObject([{ id: 'ehlo-late.1', delayMs: 1500, fired: 1 }])
  })

  tshark('handshake-cut ends the connection after the ClientHello', async () => {
    await using _ = await server.scenario('handshake-cut', { listener: 'smtps' })
    await using capture = await listenTo(smtps.port)
    await expect(Wire.openTls(smtps, { rejectUnauthorized: false })).rejects.toThrow()
    // 22 opens a handshake record, and the first is the ClientHello.
    await capture.until(({ text }) => /^C: <22 \d+>\nS: <FIN>/.test(text))
    expect(capture.segments.filter(({ from, payload }) => from === 'server' && payload.length > 0)).toEqual(
      [],
    )
  })
})

everyOneWasLookedAt('server')
