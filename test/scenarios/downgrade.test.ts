import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { gsasl } from '../support/clients/gsasl.ts'
import { Wire } from '../support/wire.ts'
import { helloFrom } from '../support/client-hello.ts'
import { everyOneWasLookedAt, openssl, serverUnderTest, talk } from './eye.ts'
import { listenTo, tshark } from './tshark.ts'

const server = await serverUnderTest()
const { submission, smtps } = server.ports

const user = { user: 'alice', password: 'secret' }
const proving = {
  user,
  server: await serverUnderTest({ users: [user], authMechanisms: ['SCRAM-SHA-256', 'PLAIN'] }),
}

const mail = ['MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA', 'Subject: Hello\r\n\r\nHello\r\n.']
const login = ['AUTH PLAIN AHVzZXIAc2VjcmV0']

/** What is said in clear, and what tshark sees of it. */
const looks: Readonly<
  Record<string, { readonly say: readonly string[]; readonly see: readonly RegExp[]; readonly not?: RegExp }>
> = {
  'starttls-absent': {
    say: ['EHLO c.test', 'STARTTLS', ...login, ...mail],
    see: [
      /C: EHLO/,
      /S: 250-AUTH PLAIN/,
      /C: STARTTLS\nS: 502 /,
      /C: AUTH PLAIN .*\nS: 235 /,
      /C: MAIL .*\nS: 250 /,
      /C: \.\nS: 250 /,
    ],
    not: /S: 250.STARTTLS/,
  },
  'starttls-absent-no-auth': {
    say: ['EHLO c.test', 'STARTTLS', ...login, ...mail],
    see: [/C: STARTTLS\nS: 502 /, /C: AUTH PLAIN .*\nS: 502 /, /C: \.\nS: 250 /],
    not: /S: 250.(?:STARTTLS|AUTH)/,
  },
  'starttls-454': {
    say: ['EHLO c.test', 'STARTTLS', 'EHLO c.test', ...login, ...mail],
    see: [/S: 250.AUTH PLAIN/, /S: 250.STARTTLS/, /C: STARTTLS\nS: 454 /, /S: 235 /, /C: \.\nS: 250 /],
  },
  'starttls-501': {
    say: ['EHLO c.test', 'STARTTLS', 'EHLO c.test', ...login, ...mail],
    see: [/S: 250.STARTTLS/, /C: STARTTLS\nS: 501 /, /S: 235 /, /C: \.\nS: 250 /],
  },
  'starttls-454-stripped': {
    say: ['EHLO c.test', 'STARTTLS', 'EHLO c.test', ...login, ...mail],
    see: [
      /C: EHLO c\.test\n(?:S: 250-(?!AUTH).*\n)*S: 250.STARTTLS\n(?:S: 250.(?!AUTH).*\n)*C: STARTTLS\nS: 454 /,
      /S: 454 .*\nC: EHLO c\.test\n(?:S: 250-(?!STARTTLS).*\n)*S: 250.AUTH PLAIN.*\n(?:S: 250.(?!STARTTLS).*\n)*C: AUTH/,
      /S: 235 /,
      /C: \.\nS: 250 /,
    ],
  },
  'ehlo-refused': {
    say: ['EHLO c.test', 'HELO c.test', 'STARTTLS', ...login, ...mail],
    see: [/C: EHLO .*\nS: 502 /, /C: HELO .*\nS: 250 /, /C: STARTTLS\nS: 502 /, /S: 235 /, /C: \.\nS: 250 /],
    not: /S: 250-/,
  },
  'auth-before-tls': {
    say: ['EHLO c.test', ...login, ...mail],
    see: [/S: 250.AUTH PLAIN/, /S: 250.STARTTLS/, /C: AUTH PLAIN .*\nS: 235 /, /C: \.\nS: 250 /],
  },
}

describe.each(Object.entries(looks))('%s', (name, { say, see, not }) => {
  tshark('is what it says to tshark', async () => {
    await using _ = await server.scenario(name, { listener: 'submission' })
    await using capture = await listenTo(submission.port)
    const client = await Wire.open(submission)
    await client.reply()
    for (const line of say) await client.command(line)
    await client.command('QUIT')
    client.destroy()
    await capture.until(({ text }) => /C: QUIT\nS: 221 /.test(text))
    for (const part of see) expect(capture.text).toMatch(part)
    if (not) expect(capture.text).not.toMatch(not)
  })
})

tshark('starttls-plaintext goes on in clear after the 220, and takes everything', async () => {
  await using _ = await server.scenario('starttls-plaintext', { listener: 'submission' })
  await using capture = await listenTo(submission.port)
  const client = await Wire.open(submission)
  await client.reply()
  await client.command('EHLO c.test')
  expect(await client.command('STARTTLS')).toMatch(/^220 /)
  client.writeRaw(helloFrom('t13d0203h2_1301,1302_0000,0010,002b_0403', { sni: 'localhost', alpn: 'h2' }))
  await client.reply()
  for (const line of ['EHLO c.test', ...login, ...mail]) await client.command(line)
  client.destroy()
  await capture.until(({ text }) => /C: \.\nS: 250 /.test(text))
  // 22 opens a handshake record; what answers it is readable.
  expect(capture.text).toMatch(/C: STARTTLS\nS: 220 .*\nC: <22 \d+>\nS: \d{3} /)
  expect(capture.text).toMatch(/S: 235 /)
})

tshark(
  'starttls-cut-stripped ends the first handshake, and offers no STARTTLS to who comes again',
  async () => {
    await using _ = await server.scenario('starttls-cut-stripped', { listener: 'submission' })
    await using capture = await listenTo(submission.port)
    const first = await Wire.open(submission)
    await first.reply()
    await first.command('EHLO c.test')
    await first.command('STARTTLS')
    await expect(first.startTls({ rejectUnauthorized: false })).rejects.toThrow()
    await capture.until(({ text }) => /S: <FIN>/.test(text))
    expect(capture.text).toMatch(/S: 250.STARTTLS/)
    expect(capture.text).toMatch(/S: 220 .*\nC: <22 \d+>\nS: <FIN>/)
    const seen = capture.segments.length
    const second = await Wire.open(submission)
    await second.reply()
    for (const line of ['EHLO c.test', ...login, ...mail, 'QUIT']) await second.command(line)
    second.destroy()
    await capture.until(({ text }) => /C: QUIT\nS: 221 /.test(text))
    const later = capture.segments.slice(seen).filter(({ from }) => from === 'server')
    expect(Buffer.concat(later.map(({ payload }) => payload)).toString()).not.toContain('STARTTLS')
  },
)

describe.each(['inject-ehlo', 'inject-session', 'inject-login', 'inject-fragment'])('%s', (name) => {
  tshark('has what it injects in the segment of the 220, and speaks TLS after it', async () => {
    await using _ = await server.scenario(name, { listener: 'submission' })
    await using capture = await listenTo(submission.port)
    const client = await Wire.open(submission)
    await client.reply()
    await client.command('EHLO c.test')
    await client.command('STARTTLS')
    await client.startTls({ rejectUnauthorized: false, maxVersion: 'TLSv1.2' })
    client.destroy()
    await capture.until(({ segments }) =>
      segments.some(({ from, payload }) => from === 'server' && payload[0] === 22),
    )
    const faults = scenarios.find((one) => one.name === name)?.faults ?? []
    const injected = faults.find(({ at }) => at === 'STARTTLS')?.injected ?? 'nothing'
    const segment = capture.segments.find(
      ({ from, payload }) => from === 'server' && payload.toString().startsWith('220 2'),
    )
    expect(segment?.payload.toString().split('\r\n').slice(1).join('\r\n')).toBe(injected)
  })

  openssl('serves TLS 1.2, and answers there itself', async () => {
    await using _ = await server.scenario(name, { listener: 'submission' })
    const { output } = await talk(submission.port, 'starttls', ['EHLO again.test', 'QUIT'])
    expect(output).toMatch(/^250-localhost/m)
    const session = (await server.sessions()).at(-1)
    expect(session?.tls?.version).toBe('TLSv1.2')
    const late = session?.entries.filter((entry) => entry.kind === 'fault' && entry.delayMs === 1500)
    expect(late).toHaveLength(name === 'inject-fragment' ? 0 : 1)
    expect(/^250.AUTH/m.test(output)).toBe(name !== 'inject-fragment')
  })
})

openssl('auth-absent-tls offers no AUTH under TLS', async () => {
  for (const [port, way] of [
    [submission, 'starttls'],
    [smtps, 'implicit'],
  ] as const) {
    await using _ = await server.scenario('auth-absent-tls', { listener: port.name })
    const { output } = await talk(port.port, way, ['EHLO c.test', 'AUTH PLAIN AHVzZXIAc2VjcmV0', 'QUIT'])
    expect(output).toMatch(/^250.8BITMIME/m)
    expect(output).not.toMatch(/^250.AUTH/m)
    expect(output).toMatch(/^502 /m)
  }
})

/** GNU SASL computes the server's signature itself. */
describe.skipIf(gsasl.missing() !== null)('auth-scram-unproven', () => {
  openssl('offers SCRAM alone, and no mail without it', async () => {
    await using _ = await server.scenario('auth-scram-unproven', { listener: 'smtps' })
    const { output } = await talk(smtps.port, 'implicit', ['EHLO c.test', ...login, mail[0] ?? '', 'QUIT'])
    expect(output).toMatch(/^250.AUTH SCRAM-SHA-256\r?$/m)
    expect(output).toMatch(/^504 [^]*^530 /m)
  })

  it.each([
    ['good', true],
    ['auth-scram-unproven', false],
  ] as const)('is what it says to GNU SASL, and %s is trusted: %s', async (name, isTrusted) => {
    await using _ = await proving.server.scenario(name, { listener: 'submission' })
    const where = {
      host: 'localhost',
      port: proving.server.ports.submission.port,
      caFile: proving.server.ca.file,
    }
    const seen = await gsasl.logIn(where, { ...proving.user, mechanism: 'SCRAM-SHA-256', unbound: true })
    expect(seen.output.includes('server trusted')).toBe(isTrusted)
  })
})

tshark('implicit-plaintext greets in clear, and takes everything', async () => {
  await using _ = await server.scenario('implicit-plaintext', { listener: 'smtps' })
  await using capture = await listenTo(smtps.port)
  const client = await Wire.open(smtps)
  await client.reply()
  for (const line of ['EHLO c.test', ...login, ...mail, 'QUIT']) await client.command(line)
  client.destroy()
  await capture.until(({ text }) => /C: QUIT\nS: 221 /.test(text))
  expect(capture.text).toMatch(/^S: 220 .*\nC: EHLO/)
  expect(capture.text).toMatch(/S: 235 /)
})

everyOneWasLookedAt('downgrade')
