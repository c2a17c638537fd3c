import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { connect, type ConnectionOptions } from 'node:tls'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { whyNot } from '../support/clients/index.ts'
import { isOlder } from '../support/clients/older.ts'
import { opensslClient } from '../support/clients/openssl.ts'
import { runProcess } from '../support/clients/run-process.ts'

/** Before 3.2 OpenSSL offers versions that its own security level then refuses. */
const newestOnly = opensslClient.missing() !== null || !isOlder(opensslClient.version(), '3.2')
const offered = newestOnly ? ['TLSv1.3', 'TLSv1.2'] : ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1.0']

/** Lets a client knock on a plain socket and gives the bytes it opened with, up to a whole ClientHello. */
async function helloOf(knock: (port: number) => void): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  knock((server.address() as AddressInfo).port)
  const [socket] = (await once(server, 'connection')) as [Socket]
  let bytes = Buffer.alloc(0)
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk as Buffer])
    if (parseClientHello(bytes) !== 'incomplete') break
  }
  socket.destroy()
  server.close()
  return bytes
}

function helloOfNode(options: ConnectionOptions): Promise<Buffer> {
  return helloOf((port) => connect({ host: '127.0.0.1', port, ...options }).on('error', () => {}))
}

/** A ClientHello built by hand: RFC 8446 §4.1.2. */
function build(options: { legacy?: number; ciphers: number[]; extensions?: Buffer | null }): Buffer {
  const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255])
  const list = Buffer.concat(options.ciphers.map(u16))
  const parts = [
    u16(options.legacy ?? 0x0303),
    Buffer.alloc(32),
    Buffer.from([0]),
    u16(list.length),
    list,
    Buffer.from([1, 0]),
  ]
  if (options.extensions) parts.push(u16(options.extensions.length), options.extensions)
  const body = Buffer.concat(parts)
  const handshake = Buffer.concat([Buffer.from([1, 0]), u16(body.length), body])
  return Buffer.concat([Buffer.from([22, 3, 1]), u16(handshake.length), handshake])
}

/** The same handshake message over records of `size` octets. */
function fragment(hello: Buffer, size: number): Buffer {
  const records: Buffer[] = []
  for (let at = 5; at < hello.length; at += size) {
    const part = hello.subarray(at, at + size)
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part)
  }
  return Buffer.concat(records)
}

describe('parseClientHello', () => {
  it('reads what Node offers: name, protocols, versions', async () => {
    const bytes = await helloOfNode({ servername: 'mail.test', ALPNProtocols: ['smtp', 'http/1.1'] })
    expect(parseClientHello(bytes)).toEqual({
      recordVersion: 'TLSv1.0',
      versions: ['TLSv1.3', 'TLSv1.2'],
      sni: 'mail.test',
      alpn: ['smtp', 'http/1.1'],
      groups: expect.arrayContaining(['001d']),
      ja4: expect.stringMatching(/^t13d\d{4}sp_[0-9a-f]{12}_[0-9a-f]{12}$/),
      ja4r: expect.stringMatching(/^t13d\d{4}sp_[0-9a-f]{4}(,[0-9a-f]{4})*_/),
      ja4ro: expect.stringMatching(/^t13d\d{4}sp_1302,1303,1301,/),
    })
  })

  it('gives one library the same fingerprint each time, and another list another one', async () => {
    const one = parseClientHello(await helloOfNode({ servername: 'a.test' }))
    const two = parseClientHello(await helloOfNode({ servername: 'b.test' }))
    const other = parseClientHello(await helloOfNode({ ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }))
    expect(two).toMatchObject({ ja4: (one as { ja4: string }).ja4 })
    expect(other).not.toMatchObject({ ja4: (one as { ja4: string }).ja4 })
  })

  it('takes the version of a client without supported_versions from the legacy field', async () => {
    const bytes = await helloOfNode({ maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' })
    expect(parseClientHello(bytes)).toMatchObject({ versions: ['TLSv1.2'], sni: null, alpn: [] })
  })

  it.skipIf(whyNot(opensslClient) !== null).each([
    ['left to itself', [], offered],
    ['from TLS 1.2 on', ['-min_protocol', 'TLSv1.2'], ['TLSv1.3', 'TLSv1.2']],
    ['of TLS 1.3 alone', ['-min_protocol', 'TLSv1.3'], ['TLSv1.3']],
    // A client without TLS 1.3 need not send supported_versions.
    ['up to TLS 1.2', ['-min_protocol', 'TLSv1.2', '-max_protocol', 'TLSv1.2'], ['TLSv1.2']],
  ])('reads the one of openssl s_client %s', async (_how, options, versions) => {
    const bytes = await helloOf((port) => {
      const where = ['-connect', `127.0.0.1:${port}`, '-servername', 'localhost', '-alpn', 'smtp']
      void runProcess('openssl', ['s_client', ...where, ...options], { limitMs: 10_000 })
    })
    expect(parseClientHello(bytes)).toMatchObject({ sni: 'localhost', alpn: ['smtp'], versions })
  })

  it('waits for the rest at every cut, and reads one cut over records of any size', async () => {
    const bytes = await helloOfNode({ servername: 'mail.test' })
    const whole = parseClientHello(bytes)
    for (let length = 0; length < bytes.length; length++) {
      expect(parseClientHello(bytes.subarray(0, length))).toBe('incomplete')
    }
    for (const size of [1, 2, 3, 5, 100, 400]) expect(parseClientHello(fragment(bytes, size))).toEqual(whole)
    expect(parseClientHello(Buffer.concat([bytes, Buffer.from('more')]))).toEqual(whole)
  })

  it('leaves GREASE out', () => {
    const plain = parseClientHello(build({ ciphers: [0x1301, 0xc02b] }))
    const greased = build({
      ciphers: [0x7a7a, 0x1301, 0xdada, 0xc02b],
      extensions: Buffer.from('002b0007060a0a030403030a0a0000', 'hex'),
    })
    expect(parseClientHello(greased)).toMatchObject({
      versions: ['TLSv1.3', 'TLSv1.2'],
      ja4ro: 't13i020100_1301,c02b_002b',
    })
    expect(plain).toMatchObject({ versions: ['TLSv1.2'], ja4ro: 't12i020000_1301,c02b_' })
  })

  it('shows hostile names as printable text of bounded length', () => {
    const name = Buffer.concat([Buffer.from('a\r\n\0\x1b[2J\xff', 'latin1'), Buffer.alloc(5_000, 'b')])
    const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255])
    const entry = Buffer.concat([Buffer.from([0]), u16(name.length), name])
    const list = Buffer.concat([u16(entry.length), entry])
    const hello = parseClientHello(
      build({ ciphers: [0x1301], extensions: Buffer.concat([u16(0), u16(list.length), list]) }),
    )
    const { sni } = hello as { sni: string }
    expect(sni).toMatch(/^a\\x0d\\x0a\\x00\\x1b\[2J\\xffb+$/)
    expect(sni.length).toBeLessThan(300)
  })

  it.each([
    ['SMTP', Buffer.from('EHLO a\r\n')],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['an alert record', Buffer.from('15030100020246', 'hex')],
    ['a record of SSLv2', Buffer.from('802e0100020015', 'hex')],
    ['an empty record', Buffer.from('1603010000', 'hex')],
    ['a record over the limit', Buffer.from('1603014001', 'hex')],
    ['a ServerHello', Buffer.from('160301000402000000', 'hex')],
    ['a message of 16 MiB', Buffer.from('160301000401ffffff', 'hex')],
    ['a body of nothing', Buffer.from('160301000401000000', 'hex')],
    ['no cipher at all', build({ ciphers: [] })],
  ])('says null to %s', (_name, bytes) => {
    expect(parseClientHello(bytes)).toBeNull()
  })

  it('never throws, whatever is changed in it', async () => {
    const bytes = await helloOfNode({ servername: 'mail.test', ALPNProtocols: ['smtp'] })
    const edit = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.nat({ max: bytes.length }),
        (edits, length) => {
          const broken = Buffer.from(bytes)
          for (const [at, value] of edits) broken[at] = value
          const result = parseClientHello(broken.subarray(0, length))
          expect(result === null || result === 'incomplete' || /^t.{9}_/.test(result.ja4 ?? '')).toBe(true)
        },
      ),
      { numRuns: 5_000 },
    )
    fc.assert(fc.property(fc.uint8Array(), (soup) => void parseClientHello(Buffer.from(soup))))
  })
})

/** The same with an octet after it that belongs to nothing: nothing else has been read like it. */
function withTail(hello: Buffer): Buffer {
  const longer = Buffer.concat([hello, Buffer.alloc(1)])
  longer.writeUInt16BE(longer.length - 5, 3)
  longer.writeUIntBE(longer.length - 9, 6, 3)
  return longer
}

it('what was read once is not read again, and one that differs in an octet is', async () => {
  const hello = await helloOfNode({ servername: 'localhost', ALPNProtocols: ['smtp'] })
  const seen = { same: 0, other: 0 }
  for (let at = 9; at < hello.length; at++) {
    const changed = Buffer.from(hello)
    changed[at] = (changed[at] ?? 0) ^ 0x21
    const known = parseClientHello(hello)
    const said = parseClientHello(changed)
    expect(said, `octet ${at}`).toEqual(parseClientHello(withTail(changed)))
    seen[said === known ? 'same' : 'other']++
  }
  expect(seen.same).toBeGreaterThan(64)
  expect(seen.other).toBeGreaterThan(64)
})
