import { Duplex } from 'node:stream'
import { connect, type ConnectionOptions } from 'node:tls'

/** The first flight of this machine's own TLS client, as octets. */
export function clientHelloOf(options: ConnectionOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pipe = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        resolve(chunk)
        done()
        setImmediate(() => socket.destroy())
      },
    })
    const socket = connect({ socket: pipe, rejectUnauthorized: false, ...options })
    socket.on('error', reject)
  })
}

/** A ClientHello that offers what a JA4_ro lists: extensions without a body but for those that JA4 reads. */
export function helloFrom(
  ja4ro: string,
  { sni, alpn, grease = false }: { readonly sni: string; readonly alpn: string; readonly grease?: boolean },
): Buffer {
  const [a = '', ...lists] = ja4ro.split('_')
  const greased = (list: string): string[] => [...(grease ? ['8a8a'] : []), ...list.split(',')]
  const [ciphers = [], extensions = [], signatures = []] = lists.map(greased)
  const u16s = (values: readonly string[]): Buffer => Buffer.from(values.join(''), 'hex')
  const version = `03${a.startsWith('t13') ? '04' : '03'}`
  const bodies: Readonly<Record<string, Buffer>> = {
    '0000': vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(sni))])),
    '0010': vector(2, vector(1, Buffer.from(alpn))),
    '000d': vector(2, u16s(signatures)),
    '002b': vector(1, u16s([...(grease ? ['caca'] : []), version, '0303'])),
  }
  const body = Buffer.concat([
    Buffer.from('0303', 'hex'),
    Buffer.alloc(32),
    vector(1, Buffer.alloc(0)),
    vector(2, u16s(ciphers)),
    vector(1, Buffer.alloc(1)),
    vector(
      2,
      Buffer.concat(extensions.flatMap((type) => [u16s([type]), vector(2, bodies[type] ?? Buffer.alloc(0))])),
    ),
  ])
  const handshake = Buffer.concat([Buffer.from([1, 0]), vector(2, body)])
  return Buffer.concat([Buffer.from([22, 3, 1]), vector(2, handshake)])
}

/** A vector with its length in front (RFC 8446 §3.4). */
function vector(lengthOctets: 1 | 2, content: Buffer): Buffer {
  const length = Buffer.alloc(lengthOctets)
  length.writeUIntBE(content.length, 0, lengthOctets)
  return Buffer.concat([length, content])
}
