// Opens a connection with node:net, and prints what it says where it cannot: HOST PORT SECONDS
import { connect } from 'node:net'
import { inspect } from 'node:util'

const [host, port, seconds] = process.argv.slice(2)
// Whatever the hosts file of this machine says, localhost has both.
const addresses = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
]
const lookup = (_name, _options, done) => done(null, addresses)
const socket = connect({ host, port: Number(port), ...(host === 'localhost' && { lookup }) })
socket.setTimeout(Number(seconds) * 1000, () => socket.destroy(new Error('no answer')))
socket.on('connect', () => socket.destroy())
socket.on('error', (error) => process.stdout.write(`${inspect(error)}\n`))
