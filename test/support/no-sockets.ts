import { Server, Socket } from 'node:net'

// The quick check promises that its tests need none.
const refuse = (): never => {
  throw new Error(
    'A test of the quick check opens a socket: what it imports has to say so (test/quick.config.ts).',
  )
}
Server.prototype.listen = refuse
Socket.prototype.connect = refuse
