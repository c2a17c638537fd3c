import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { arrive, ways } from '../support/wire-script.ts'
import { Wire } from '../support/wire.ts'

describe('capture, end to end', () => {
  it('keeps a message from the plain port, exactly', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    expect(await wire.reply()).toBe('220 mail.test ESMTP')
    expect(await wire.command('EHLO client.test')).toBe(
      `250-mail.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250-DSN\r\n250 SIZE 1000000`,
    )
    expect(await wire.command('MAIL FROM:<a@x.test> SIZE=10')).toMatch(/^250 2\.1\.0 /)
    expect(await wire.command('RCPT TO:<b@x.test>')).toMatch(/^250 2\.1\.5 /)
    expect(await wire.command('DATA')).toMatch(/^354 /)
    wire.write('Subject: hi\r\n\r\n..dot\r\nend\r\n.\r\n')
    expect(await wire.reply()).toMatch(/^250 2\.6\.0 /)
    expect(await wire.command('QUIT')).toMatch(/^221 2\.0\.0 /)
    const record = await server.session()
    expect(server.messages).toHaveLength(1)
    expect(server.messages[0]?.raw.toString()).toBe('Subject: hi\r\n\r\n.dot\r\nend\r\n')
    expect(server.messages[0]?.envelope).toEqual({
      mailFrom: 'a@x.test',
      rcptTo: ['b@x.test'],
      mailParameters: { SIZE: '10' },
      rcptParameters: {},
    })
    expect(record.messages).toEqual([server.messages[0]?.id])
    expect(record.speaker).toBe('smtp')
    expect(record.close).toMatchObject({ by: 'server', how: 'fin' })
    expect(server.errors).toEqual([])
  })

  it('keeps a message from the implicit TLS port', async () => {
    await using server = await startEngine()
    const wire = await Wire.openTls(server.ports.smtps)
    expect(await wire.reply()).toBe('220 mail.test ESMTP')
    const ehlo = await wire.command('EHLO client.test')
    expect(ehlo).toContain('AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2')
    expect(ehlo).not.toContain('STARTTLS')
    expect(await wire.command('AUTH PLAIN AHVzZXIAc2VjcmV0')).toMatch(/^235 2\.7\.0 /)
    await wire.command('MAIL FROM:<a@x.test>')
    await wire.command('RCPT TO:<b@x.test>')
    await wire.command('DATA')
    expect(await wire.command('hello\r\n.')).toMatch(/^250 /)
    wire.end()
    const record = await server.session()
    expect(server.messages[0]).toMatchObject({ origin: { auth: { user: 'user', mechanism: 'PLAIN' } } })
    expect(server.messages[0]?.origin.tls).toMatchObject({ version: 'TLSv1.3', sni: 'localhost' })
    expect(record.clientHello?.sni).toBe('localhost')
    expect(record.close).toMatchObject({ by: 'client', how: 'fin' })
    expect(record.bytesIn).toBeGreaterThan(400)
    expect(record.bytesOut).toBeGreaterThan(400)
  })

  it('keeps a message from the STARTTLS port', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    const before = await wire.command('EHLO client.test')
    expect(before).toContain('STARTTLS')
    expect(before).not.toContain('AUTH')
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(
      /^530 5\.7\.0 Must issue a STARTTLS command first/,
    )
    expect(await wire.command('STARTTLS')).toMatch(/^220 /)
    await wire.startTls()
    expect(await wire.command('MAIL FROM:<a@x.test>')).toMatch(/^503 5\.5\.1 /)
    expect(await wire.command('EHLO client.test')).toContain('AUTH')
    await wire.command('MAIL FROM:<a@x.test>')
    await wire.command('RCPT TO:<b@x.test>')
    await wire.command('DATA')
    expect(await wire.command('hello\r\n.')).toMatch(/^250 /)
    expect(await wire.command('QUIT')).toMatch(/^221 /)
    await wire.rest()
    wire.end()
    const record = await server.session()
    expect(record.entries.map((entry) => entry.kind)).toContain('tls-established')
    expect(server.messages[0]?.raw.toString()).toBe('hello\r\n')
  })

  it('a refusal of the store is the reply, in one line', async () => {
    await using server = await startEngine({
      refuse: () => ({ code: 452, enhanced: '4.3.1', text: 'Store full\r\n250 not really' }),
    })
    const wire = await arrive(server, 'plain')
    wire.write('EHLO x.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n.\r\nNOOP\r\n')
    const replies = await wire.replies(6)
    expect(replies[4]).toMatch(/^452 4\.3\.1 Store full/)
    expect(replies[5]).toMatch(/^250 2\.0\.0 /)
    wire.end()
    const record = await server.session()
    expect(record.messages).toEqual([])
    expect(record.entries.some((entry) => entry.kind === 'message')).toBe(false)
  })

  it('a sink that throws costs one message, not the server', async () => {
    await using server = await startEngine({
      refuse: () => {
        throw new Error('disk on fire')
      },
      onSession: () => {
        throw new Error('no room for sessions')
      },
    })
    const wire = await arrive(server, 'plain')
    wire.write('EHLO x.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@x.test>\r\nDATA\r\n.\r\nQUIT\r\n')
    expect((await wire.replies(6)).slice(4)).toEqual([
      expect.stringMatching(/^451 4\.3\.0 /),
      '221 2.0.0 Bye',
    ])
    await wire.rest()
    await expect
      .poll(() => server.errors.map(String))
      .toEqual(['Error: disk on fire', 'Error: no room for sessions'])
  })

  it('ten clients at once, a hundred messages each: every one exact, none lost, none twice', async () => {
    await using server = await startEngine()
    const send = async (client: number): Promise<void> => {
      const wire = await arrive(server, ways[client % ways.length] ?? 'plain')
      await wire.command('EHLO x.test')
      for (let count = 0; count < 100; count++) {
        wire.write(`MAIL FROM:<${client}@x.test>\r\nRCPT TO:<${count}@x.test>\r\nDATA\r\n`)
        await wire.replies(3)
        expect(await wire.command(`${client}/${count}\r\n.`)).toMatch(/^250 /)
      }
      wire.end()
    }
    await Promise.all(Array.from({ length: 10 }, (_, client) => send(client)))
    expect(server.messages).toHaveLength(1000)
    expect(new Set(server.messages.map((message) => message.id)).size).toBe(1000)
    for (const { raw, envelope } of server.messages) {
      expect(raw.toString()).toBe(
        `${envelope.mailFrom.split('@')[0]}/${envelope.rcptTo[0]?.split('@')[0]}\r\n`,
      )
    }
  })
})
