import { describe, expect, it } from 'vitest'
import { startEngine } from '../support/smtp-bench.ts'
import { Wire, type Cut } from '../support/wire.ts'
import { clientHelloOf } from '../support/client-hello.ts'

const plainPorts = ['relay', 'submission', 'submission-alt'] as const

describe('TLS where none is spoken yet', () => {
  it.each(plainPorts)('on %s the ClientHello is recorded, then the connection ends', async (name) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports[name])
    await expect(wire.startTls({ servername: 'mail.example' })).rejects.toThrow(/wrong version number|closed/)
    const record = await server.session()
    expect(record.speaker).toBe('tls')
    expect(record.clientHello).toMatchObject({ sni: 'mail.example', versions: ['TLSv1.3', 'TLSv1.2'] })
    expect(record.entries.map((entry) => entry.kind)).toEqual(['reply', 'first-bytes', 'client-hello'])
    expect(record.entries[2]).toMatchObject({ expected: false })
    expect(record.close?.by).toMatch(/server|client/)
    expect(server.errors).toEqual([])
  })

  it.each(['at-once', 'by-byte'] as Cut[])('a ClientHello that comes %s is read whole', async (cut) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.writeCut(await clientHelloOf({ servername: 'cut.example' }), cut)
    expect(await wire.rest()).toBe('')
    expect((await server.session()).clientHello).toMatchObject({ sni: 'cut.example' })
  })

  it('a ClientHello cut off says what came', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    wire.write((await clientHelloOf({})).subarray(0, 40))
    wire.end()
    const record = await server.session()
    expect(record.speaker).toBe('tls')
    expect(record.entries.at(-1)).toMatchObject({ kind: 'first-bytes', protocol: 'tls' })
  })

  it('an alert in clear is told by its name', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.smtps)
    wire.write(Buffer.from('15030100020246', 'hex'))
    await wire.rest()
    const record = await server.session()
    expect(record.entries.at(-1)).toMatchObject({
      kind: 'tls-failed',
      phase: 'before-hello',
      reason: 'client-alert',
      alert: { number: 70, name: 'protocol_version' },
    })
  })
})

describe('other protocols', () => {
  const cases = [
    ['http', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['http', 'POST /x HTTP/1.1\r\n\r\n'],
    ['proxy', 'PROXY TCP4 127.0.0.1 127.0.0.1 1 25\r\n'],
    ['ssh', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['sip', 'OPTIONS sip:100@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.2\r\n\r\n'],
    ['imap', 'a001 CAPABILITY\r\n'],
    ['pop3', 'CAPA\r\n'],
    ['rtsp', 'OPTIONS rtsp://192.0.2.1/1 RTSP/1.0\r\nCSeq: 1\r\n\r\n'],
    ['rtsp', 'OPTIONS * RTSP/1.0\r\n\r\n'],
    ['redis', '*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n'],
    ['redis', 'PING\r\n'],
    ['amqp', 'AMQP\0\0\u0009\u0001'],
    ['amqp', 'AMQP\u0003\u0001\0\0'],
    ['ftp', 'AUTH TLS\r\n'],
    ['ftp', 'FEAT\r\n'],
  ] as const

  it.each(cases)('%s on a plaintext port gets 421 and is named', async (protocol, octets) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.submission)
    await wire.reply()
    wire.write(octets)
    expect(await wire.rest()).toMatch(/^421 4\.7\.0 [^\r]+\r\n$/)
    const record = await server.session()
    expect(record.speaker).toBe(protocol)
    expect(record.entries.some((entry) => entry.kind === 'first-bytes' && entry.protocol === protocol)).toBe(
      true,
    )
    expect(record.entries.some((entry) => entry.kind === 'command')).toBe(false)
  })

  it.each(["<?xml version='1.0'?><stream:stream to='example.com'>", '<stream:stream>'])(
    '%s, which has no line end, is recorded by its first four octets',
    async (octets) => {
      await using server = await startEngine()
      for (const port of ['submission', 'smtps'] as const) {
        const wire = await Wire.open(server.ports[port])
        wire.write(octets)
        wire.end()
        const { speaker, entries } = await server.session()
        expect(speaker).toBe('other')
        const hex = Buffer.from(octets.slice(0, 4)).toString('hex')
        expect(entries).toContainEqual(expect.objectContaining({ kind: 'first-bytes', hex, line: null }))
      }
    },
  )

  it.each(cases)('%s on the implicit TLS port is closed without a word', async (protocol, octets) => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.smtps)
    wire.write(octets)
    expect(await wire.rest()).toBe('')
    expect((await server.session()).speaker).toBe(protocol)
  })

  it.each([
    ['a1 LOGIN ann hunter2-secret\r\n', 'a1 LOGIN …', true],
    ['A2 AUTHENTICATE PLAIN AGFubgBodW50ZXIyLXNlY3JldA==\r\n', 'A2 AUTHENTICATE …', true],
    ['PASS hunter2-secret\r\n', 'PASS …', true],
    ['USER ann\r\n', 'USER …', undefined],
    ['USER ann\r\nPASS hunter2-secret\r\n', 'USER …', true],
    ['CAPA\r\nUSER ann\r\nPASS hunter2-secret\r\n', 'CAPA', true],
    ['a1 CAPABILITY\r\na2 LOGIN ann hunter2-secret\r\n', 'a1 CAPABILITY', true],
    ['a1 login\r\n', 'a1 login', undefined],
  ])('%j is never recorded but for its command', async (octets, line, credentialsSent) => {
    await using server = await startEngine()
    for (const port of ['submission', 'smtps'] as const) {
      const wire = await Wire.open(server.ports[port])
      if (port === 'submission') await wire.reply()
      wire.write(octets)
      await wire.rest()
      const record = await server.session()
      expect(record.entries.find(({ kind }) => kind === 'first-bytes')).toMatchObject({ line })
      const [first] = record.entries.filter((entry) => entry.kind === 'first-bytes')
      expect(first?.credentialsSent).toBe(credentialsSent)
      expect(JSON.stringify(record)).not.toMatch(/hunter2|68756e746572|aHVudGVyMi|h1bnRlcj/)
    }
  })

  it('a client that has greeted is refused commands of other protocols, and may go on', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    await wire.command('EHLO app.example')
    for (const line of ['a1 CAPABILITY', 'PING', 'FEAT']) expect(await wire.command(line)).toMatch(/^500 /)
    expect(await wire.command('NOOP')).toMatch(/^250 /)
    wire.end()
  })

  it('the binary PROXY header is named', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    wire.write(Buffer.from('0d0a0d0a000d0a515549540a2111000c', 'hex'))
    expect(await wire.rest()).toMatch(/^421 /)
    expect((await server.session()).speaker).toBe('proxy')
  })

  it('binary rubbish is named, and harms nothing', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    wire.write(Buffer.from('ff00fe010d0a', 'hex'))
    expect(await wire.reply()).toMatch(/^500 /)
    wire.end()
    expect((await server.session()).speaker).toBe('other')
  })

  it('of an unknown protocol only the first four bytes are kept: a password may follow', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.relay)
    await wire.reply()
    // The login of SOCKS 5 (RFC 1929 §2).
    wire.write('\u0001\u0003bob\u0006secret\r\n')
    wire.end()
    const record = await server.session()
    expect(record.entries.find(({ kind }) => kind === 'first-bytes')).toMatchObject({ hex: '0103626f' })
    expect(JSON.stringify(record)).not.toMatch(/secret|736563/)
  })

  it('HTTP inside TLS gets 421', async () => {
    await using server = await startEngine()
    const wire = await Wire.openTls(server.ports.smtps)
    await wire.reply()
    wire.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await wire.rest()).toMatch(/^421 4\.7\.0 /)
    const record = await server.session()
    expect(record.speaker).toBe('tls')
    expect(record.entries).toContainEqual(expect.objectContaining({ kind: 'first-bytes', protocol: 'http' }))
  })
})

describe('plaintext on the implicit TLS port', () => {
  it('is recorded and not answered', async () => {
    await using server = await startEngine({ settings: { idleTimeoutMs: 200 } })
    const wire = await Wire.open(server.ports.smtps)
    wire.write('EHLO client.test\r\n')
    expect(await wire.rest()).toBe('')
    const record = await server.session()
    expect(record.speaker).toBe('smtp')
    expect(record.entries).toMatchObject([
      { kind: 'first-bytes', protocol: 'smtp', line: 'EHLO client.test' },
      { kind: 'server', what: 'idle-timeout' },
    ])
    expect(record.close).toMatchObject({ by: 'server', how: 'destroyed' })
  })

  it('a client that waits in vain stays a nobody', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.smtps)
    wire.end()
    const record = await server.session()
    expect(record).toMatchObject({ speaker: 'nobody', firstByteMs: null, entries: [], bytesIn: 0 })
    expect(record.close).toMatchObject({ by: 'client', how: 'fin' })
  })

  it('credentials sent in clear are not kept', async () => {
    await using server = await startEngine()
    const wire = await Wire.open(server.ports.smtps)
    wire.write('AUTH PLAIN AHVzZXIAc2VjcmV0\r\n')
    wire.end()
    const record = await server.session()
    expect(JSON.stringify(record)).not.toMatch(/AHVzZXIAc2VjcmV0/)
    expect(record.entries[0]).toMatchObject({ kind: 'first-bytes', protocol: 'smtp', hex: '' })
  })
})
