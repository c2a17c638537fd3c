import { connect } from 'node:tls'

const [port, versions] = process.argv.slice(2)
const limits = { tls12: { maxVersion: 'TLSv1.2' }, tls13: { minVersion: 'TLSv1.3' } }
const socket = connect({
  host: '127.0.0.1',
  port: Number(port),
  servername: 'localhost',
  rejectUnauthorized: false,
  ...limits[versions],
})
socket.on('secureConnect', () => socket.end())
