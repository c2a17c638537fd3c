import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
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
    expect(server.messages[0]).toMatchObject({ auth: { user: 'user', mechanism: 'PLAIN' } })
    expect(server.messages[0]?.tls).toMatchObject({ version: 'TLSv1.3', sni: 'localhost' })
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
})
