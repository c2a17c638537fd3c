import { connect } from 'node:tls'

const [port, tls12] = process.argv.slice(2)
const socket = connect({
  host: '127.0.0.1',
  port: Number(port),
  servername: 'localhost',
  rejectUnauthorized: false,
  ...(tls12 && { maxVersion: 'TLSv1.2' }),
})
socket.on('secureConnect', () => socket.end())
