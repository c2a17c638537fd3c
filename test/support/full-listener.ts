import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { spawn } from './programs/processes.ts'

/** A port that answers nobody: its queue is full, and the system drops what else wants to connect, as a firewall does. */
export interface FullListener {
  readonly port: number
  readonly close: () => void
}

// A process that listens and then never again looks at its sockets.
const program = `
const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.stdout.write(server.address().port + '\\n', () => { for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) })
})`

export async function fullListener(): Promise<FullListener> {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(String(chunk))
  const sockets: Socket[] = []
  // The queue has room for a few; the first that waits for its answer shows that it is full.
  for (let connected = true; connected && sockets.length < 20;) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    sockets.push(socket)
    connected = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(AbortSignal.timeout(500), 'abort').then(() => false),
    ])
  }
  return {
    port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      child.kill('SIGKILL')
    },
  }
}
