/** The floor: a bare socket server that answers the same dialogue, parses nothing and keeps nothing. */
import '../support/end-with-parent.js'
import { createServer } from 'node:net'

const server = createServer({ noDelay: true }, (socket) => {
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
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ plain: server.address().port })))
