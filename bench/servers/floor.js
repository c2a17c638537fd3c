/**
 * The floor: a bare socket server that answers the same dialogue, parses nothing and keeps nothing. With a folder that
 * has key.pem and cert.pem it does so under TLS too.
 */
import '../support/end-with-parent.js'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

const certs = process.argv[2]

function answer(socket) {
  let inData = false
  let tail = ''
  socket.on('error', () => socket.destroy())
  socket.write('220 floor ESMTP\r\n')
  socket.on('data', (chunk) => {
    if (inData) {
      const end =
        chunk.length >= 5 ? chunk.latin1Slice(chunk.length - 5) : (tail + chunk.latin1Slice()).slice(-5)
      tail = end
      if (end === '\r\n.\r\n') {
        inData = false
        socket.write('250 2.0.0 OK\r\n')
      }
      return
    }
    for (const line of chunk.latin1Slice().split('\r\n')) {
      if (line === '') continue
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO')
        socket.write('250-floor\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 26214400\r\n')
      else if (verb === 'DATA') {
        inData = true
        socket.write('354 go on\r\n')
      } else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n')
      else socket.write('250 2.1.0 OK\r\n')
    }
  })
}

async function listen(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server.address().port
}

const ports = { plain: await listen(createServer({ noDelay: true }, answer)) }
if (certs !== undefined) {
  const [key, cert] = ['key', 'cert'].map((name) => readFileSync(`${certs}/${name}.pem`))
  const server = createTlsServer({ key, cert, noDelay: true }, answer)
  server.on('tlsClientError', () => {})
  ports.implicit = await listen(server)
}
console.log(JSON.stringify(ports))
