import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { fuzz } from './support/fuzz.ts'

let server: FourportServer
const errors: unknown[] = []
beforeAll(async () => {
  server = await startServer()
  server.on('error', (error) => errors.push(error))
})
afterAll(async () => {
  await server.close()
  expect(errors).toEqual([])
})

const hellos: readonly Buffer[] = [
  await helloOf({}),
  await helloOf({ maxVersion: 'TLSv1.2' }),
  await helloOf({ servername: 'a.test', ALPNProtocols: ['smtp', 'h2'] }),
]

/** Octets of a real ClientHello, some of them others, cut off or with an alert after them. */
const mutatedHello = fc
  .record({
    hello: fc.constantFrom(...hellos),
    changes: fc.array(fc.record({ at: fc.nat(600), octet: fc.nat(255) }), { maxLength: 6 }),
    length: fc.option(fc.nat(600), { freq: 2 }),
    after: fc.constantFrom(
      Buffer.alloc(0),
      Buffer.from('15030300020230', 'hex'),
      Buffer.from('150301000201', 'hex'),
      Buffer.from('1503030002ffff', 'hex'),
      Buffer.from('140303000101', 'hex'),
      Buffer.from('1703030010', 'hex'),
      Buffer.from('EHLO me\r\n'),
    ),
  })
  .map(({ hello, changes, length, after }) => {
    const octets = Buffer.from(hello)
    for (const { at, octet } of changes) octets[at % octets.length] = octet
    return Buffer.concat([octets.subarray(0, length ?? octets.length), after])
  })

fuzz(
  'a mutated ClientHello',
  150,
  fc.tuple(mutatedHello, fc.constantFrom('relay', 'smtps', 'submission', 'starttls' as const)),
  async ([octets, where]) => {
    parseClientHello(octets)
    const ended = new Promise((resolve) => server.on('session', resolve))
    const { port } =
      where === 'starttls' ? server.ports.submission : server.ports[where as 'relay' | 'smtps' | 'submission']
    const socket = connectTcp(port, '127.0.0.1')
    socket.on('error', () => undefined)
    // Whether by a reset or not: `once` of Node would reject where an error comes before it.
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.resume()
    await once(socket, 'connect')
    socket.end(
      where === 'starttls' ? Buffer.concat([Buffer.from('EHLO me.test\r\nSTARTTLS\r\n'), octets]) : octets,
    )
    await Promise.all([closed, ended])
    // The next client is served.
    const next = connectTls({
      port: server.ports.smtps.port,
      host: '127.0.0.1',
      servername: 'localhost',
      rejectUnauthorized: false,
    })
    const [greeting] = (await once(next, 'data')) as [Buffer]
    expect(greeting.toString()).toMatch(/^220 /)
    next.end('QUIT\r\n')
    next.resume()
    await once(next, 'close')
  },
)

/** What Node's own TLS begins with. */
function helloOf(options: {
  maxVersion?: 'TLSv1.2'
  servername?: string
  ALPNProtocols?: string[]
}): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = new Duplex({
      read: () => undefined,
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk)
        done()
      },
    })
    connectTls({ socket, rejectUnauthorized: false, ...options }).on('error', () => undefined)
  })
}
