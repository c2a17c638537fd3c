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
