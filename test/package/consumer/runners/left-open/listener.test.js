const { once } = require('node:events')
const { connect } = require('node:net')
const { startServer } = require('fourport')

test('leaves its server open, and a listener throws', async () => {
  const server = await startServer({ certs: process.env.CONSUMER_CERTS })
  server.on('session', () => {
    throw new RangeError('thrown by a listener')
  })
  const ended = new Promise((resolve) => server.on('session', resolve))
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  await once(socket, 'data')
  socket.end('QUIT\r\n')
  await ended
})
