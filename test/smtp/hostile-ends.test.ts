import { describe, expect, it } from 'vitest'
import { startEngine, type EngineUnderTest } from '../support/smtp-bench.ts'
import { clientHelloOf } from '../support/client-hello.ts'
import { Wire } from '../support/wire.ts'

type Reach = (server: EngineUnderTest) => Promise<Wire>

const plain: Reach = async (server) => {
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  return wire
}
const secure: Reach = async (server) => {
  const wire = await Wire.openTls(server.ports.smtps)
  await wire.reply()
  return wire
}
const upgraded: Reach = async (server) => {
  const wire = await Wire.open(server.ports.submission)
  await wire.reply()
  await wire.command('EHLO client.test')
  await wire.command('STARTTLS')
  await wire.startTls()
  return wire
}
const after =
  (reach: Reach, ...lines: string[]): Reach =>
  async (server) => {
    const wire = await reach(server)
    for (const line of lines) await wire.command(line)
    return wire
  }
const half =
  (reach: Reach, octets: string): Reach =>
  async (server) => {
    const wire = await reach(server)
    await wire.writeCut(octets, 'at-once')
    return wire
  }

const transaction = ['EHLO client.test', 'MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>']

/** Where a client may vanish. */
const stages: Readonly<Record<string, Reach>> = {
  'at once': (server) => Wire.open(server.ports.relay),
  'on the TLS port, at once': (server) => Wire.open(server.ports.smtps),
  'on the TLS port, after a byte of a ClientHello': half((server) => Wire.open(server.ports.smtps), '\x16'),
  'in the handshake': async (server) => {
    const wire = await Wire.open(server.ports.smtps)
    wire.write(await clientHelloOf({}))
    await new Promise((resolve) => wire.socket.once('data', resolve))
    return wire
  },
  'after the greeting': plain,
  'in a command': half(plain, 'EHL'),
  'after EHLO': after(plain, 'EHLO client.test'),
  'after STARTTLS': after(
    (server) =>
      Wire.open(server.ports.submission).then(async (wire) => {
        await wire.reply()
        return wire
      }),
    'EHLO client.test',
    'STARTTLS',
  ),
  'right after the handshake': upgraded,
  'in AUTH': after(secure, 'EHLO client.test', 'AUTH LOGIN'),
  'after RCPT': after(plain, ...transaction),
  'after DATA': after(plain, ...transaction, 'DATA'),
  'in DATA': half(after(plain, ...transaction, 'DATA'), 'Subject: half\r\n\r\nhalf a'),
  'in DATA, in the end mark': half(after(plain, ...transaction, 'DATA'), 'whole\r\n.\r'),
  'in DATA, implicit TLS': half(after(secure, ...transaction, 'DATA'), 'half a'),
  'in DATA, STARTTLS': half(after(upgraded, ...transaction, 'DATA'), 'half a'),
  'after the message': after(plain, ...transaction, 'DATA', 'whole\r\n.'),
}

it('a message that is not ended for its bare LF shows that it has them', async () => {
  await using server = await startEngine()
  const wire = await after(plain, ...transaction, 'DATA')(server)
  await wire.writeCut('Subject: x\n\ntext\n.\n', 'at-once')
  wire.end()
  const record = await server.session()
  expect(record.entries.at(-1)).toMatchObject({ kind: 'data', complete: false, faults: { bareLf: 4 } })
})

describe.each(['end', 'reset', 'destroy'] as const)('a client that goes by %s', (how) => {
  it.each(Object.entries(stages))('%s', async (stage, reach) => {
    await using server = await startEngine()
    const wire = await reach(server)
    wire[how]()
    const record = await server.session()
    const whole = stage === 'after the message' ? 1 : 0
    expect(server.messages).toHaveLength(whole)
    expect(record.messages).toHaveLength(whole)
    expect(record.close).not.toBeNull()
    expect(record.durationMs).not.toBeNull()
    expect(server.engine.openSessions()).toEqual([])
    expect(server.errors).toEqual([])
    const content = record.entries.filter((entry) => entry.kind === 'data')
    if (stage.includes('DATA')) expect(content).toMatchObject([{ complete: false }])
    if (how === 'reset' && !stage.includes('TLS') && !stage.includes('handshake')) {
      expect(record.close).toMatchObject({ by: 'client' })
    }
    // The next client finds the server as it was.
    const next = await plain(server)
    for (const line of [...transaction, 'DATA']) await next.command(line)
    expect(await next.command('next\r\n.')).toMatch(/^250 /)
    next.end()
  })
})
