/**
 * The least a server in Node can do for a whole dialogue: one short reply for each thing that comes, of which it reads
 * the first four letters. With a folder that has key.pem and cert.pem it does so under TLS too.
 */
import '../support/end-with-parent.js'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

const folder = process.argv[2]

function talk(socket) {
  let came = ''
  let content = false
  socket.on('error', () => socket.destroy())
  socket.write('220 leanest\r\n')
  socket.on('data', (chunk) => {
    came += chunk.latin1Slice()
    if (!came.endsWith(content ? '\r\n.\r\n' : '\r\n')) return
    const verb = content ? '.' : came.slice(0, 4)
    came = ''
    content = verb === 'DATA'
    if (verb === 'QUIT') socket.end('221 bye\r\n')
    else socket.write(content ? '354 go on\r\n' : '250 ok\r\n')
  })
}

async function portOf(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server.address().port
}

const [key, cert] = ['key', 'cert'].map((name) => readFileSync(`${folder}/${name}.pem`))
console.log(
  JSON.stringify({
    plain: await portOf(createServer({ noDelay: true }, talk)),
    implicit: await portOf(createTlsServer({ key, cert, noDelay: true, minVersion: 'TLSv1.2' }, talk)),
  }),
)
