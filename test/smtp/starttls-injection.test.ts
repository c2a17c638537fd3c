import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { cuts } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

const command = fc.constantFrom(
  'EHLO evil.test',
  'MAIL FROM:<evil@x.test>',
  'RCPT TO:<victim@x.test>',
  'DATA',
  'RSET',
  'NOOP',
  'QUIT',
  'STARTTLS',
  'AUTH PLAIN AGV2aWwAZXZpbA==',
  'XYZZY',
)

describe('plaintext after STARTTLS (CVE-2011-0411)', () => {
  it('in the same segment it is thrown away, told, and never run', async () => {
    await using server = await startEngine()
    let seen = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 1, maxLength: 200 }),
        fc.constantFrom('\r\n', '\n'),
        async (lines, end) => {
          const wire = await Wire.open(server.ports.submission)
          await wire.reply()
          await wire.command('EHLO client.test')
          const injected = lines.map((line) => line + end).join('')
          wire.write(`STARTTLS\r\n${injected}`)
          expect(await wire.reply()).toMatch(/^220 2\.0\.0 /)
          expect(wire.pending).toBe('')
          await wire.startTls()
          // The session has started over: nothing of what was injected is known.
          expect(await wire.command('RCPT TO:<b@x.test>')).toMatch(/^503 5\.5\.1 Send EHLO again/)
          expect(await wire.command('EHLO client.test')).toMatch(/AUTH PLAIN/)
          expect(await wire.command('RCPT TO:<b@x.test>')).toMatch(/^503 5\.5\.1 Send MAIL/)
          wire.end()
          await wire.rest()
          const id = ++seen
          const record = await server.session(() => server.sessions.length >= id)
          const latest = server.sessions.at(-1) ?? record
          expect(latest.entries.find((entry) => entry.kind === 'discarded')).toMatchObject({
            sizeBytes: Buffer.byteLength(injected),
          })
          expect(latest.user).toBeNull()
          expect(JSON.stringify(latest)).not.toContain('evil')
        },
      ),
      { numRuns: 25 },
    )
    expect(server.messages).toEqual([])
    expect(server.errors).toEqual([])
  })

  it.each(cuts)('played %s, it gets no reply', async (cut) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    await wire.command('EHLO client.test')
    await wire.writeCut('STARTTLS\r\nMAIL FROM:<evil@x.test>\r\nRCPT TO:<b@x.test>\r\n', cut)
    expect(await wire.reply()).toMatch(/^220 /)
    wire.end()
    expect(await wire.rest()).toBe('')
    const record = await server.session()
    expect(record.entries.some((entry) => entry.kind === 'discarded' || entry.kind === 'tls-failed')).toBe(
      true,
    )
    expect(record.entries.filter((entry) => entry.kind === 'command').map((entry) => entry.verb)).toEqual([
      'EHLO',
      'STARTTLS',
    ])
  })

  it('EHLO, login and transaction from before TLS are forgotten', async () => {
    await using server = await startEngine({ profiles: { relay: { tls: 'starttls', tlsRequired: false } } })
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('EHLO client.test')
    await wire.command('MAIL FROM:<a@x.test>')
    await wire.command('RCPT TO:<b@x.test>')
    await wire.command('STARTTLS')
    await wire.startTls()
    expect(await wire.command('DATA')).toMatch(/^503 5\.5\.1 /)
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^503 5\.5\.1 /)
    wire.end()
  })

  it('STARTTLS takes no argument and comes once', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    expect(await wire.command('STARTTLS now')).toMatch(/^501 5\.5\.4 /)
    expect(await wire.command('STARTTLS')).toMatch(/^220 /)
    await wire.startTls()
    await wire.command('EHLO client.test')
    expect(await wire.command('STARTTLS')).toMatch(/^503 5\.5\.1 /)
    wire.end()
  })
})

it.each([
  ['AUTH PLAIN AGJvYgBzZWNyZXQ=', true],
  ['EHLO x.test\r\nauth login Ym9i c2VjcmV0', true],
  ['AUTH PLAIN', false],
  ['AUTH LOGIN Ym9i', false],
  ['AUTH CRAM-MD5 x', false],
  ['AUTH PLAIN =', false],
  ['AUTH PLAIN nonsense', false],
])('%j after STARTTLS: whether a password went with it', async (injected, credentialsSent) => {
  await using server = await startEngine()
  const wire = await Wire.open(server.ports.submission)
  await wire.reply()
  await wire.command('EHLO client.test')
  wire.write(`STARTTLS\r\n${injected}\r\n`)
  await wire.reply()
  wire.end()
  const { entries } = await server.session()
  const discarded = entries.find(({ kind }) => kind === 'discarded')
  expect(discarded && 'credentialsSent' in discarded).toBe(credentialsSent)
  expect(JSON.stringify(entries)).not.toMatch(/c2VjcmV0|BzZWNyZXQ/)
})

it('a login as the first bytes on the port for implicit TLS is known by its mark alone', async () => {
  await using server = await startEngine()
  const wire = await Wire.open(server.ports.smtps)
  wire.write('AUTH PLAIN AGJvYgBzZWNyZXQ=\r\n')
  wire.end()
  const { entries } = await server.session()
  expect(entries[0]).toMatchObject({ kind: 'first-bytes', line: 'AUTH PLAIN …' })
})
