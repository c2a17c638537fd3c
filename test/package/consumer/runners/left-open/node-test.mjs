import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { startServer } from 'fourport'

test('leaves two servers open, one with a client', async () => {
  await startServer({ certs: process.env.CONSUMER_CERTS, http: 0 })
  const server = await startServer({ certs: process.env.CONSUMER_CERTS })
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  await once(socket, 'data')
  socket.unref()
})
