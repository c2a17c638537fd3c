import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { passGate } from './gate/gate.ts'
import { knockOf, type RequestParts } from './handle-request.ts'
import { describeProblem } from './problem.ts'

/** Answers a request for another protocol: the same gate as for any request, then the one WebSocket there is. */
export async function handleUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: RequestParts,
): Promise<void> {
  // Without a listener a reset by the peer would end the process.
  socket.on('error', () => socket.destroy())
  const admitted = passGate(knockOf(incoming, true), parts.rules)
  if ('status' in admitted) return refuse(socket, admitted.status, admitted.code, admitted.detail)
  if (admitted.path !== '/api/events') {
    return refuse(socket, 404, 'NOT_FOUND', 'The only WebSocket here is /api/events.')
  }
  try {
    const app = await parts.app()
    await app.openWebSocket(incoming, socket, head)
  } catch (error) {
    parts.onError(error)
    refuse(socket, 500, 'INTERNAL', 'Something broke in the server; its log says what.')
  }
}

function refuse(socket: Duplex, status: number, code: string, detail: string): void {
  const body = JSON.stringify(describeProblem(status, code, detail))
  socket.end(
    `HTTP/1.1 ${status} ${describeProblem(status, code, detail).title}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `x-content-type-options: nosniff\r\nconnection: close\r\n\r\n${body}`,
  )
}
