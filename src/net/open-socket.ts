import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/**
 * A connection to somebody else, or to a port of this process.
 *
 * @throws Error of the system, or AbortError when `patienceMs` are up
 */
export async function openSocket(host: string, port: number, patienceMs: number): Promise<Socket> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}
