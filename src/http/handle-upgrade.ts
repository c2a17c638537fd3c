import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiProblem } from '../model/api.ts'
import { passGate } from './gate/gate.ts'
import { requestHeadOf, type RequestParts } from './handle-request.ts'
import { describeProblem, internalProblem } from './problem.ts'

/** Answers a request for another protocol: the same gate as for any request, then the one WebSocket there is. */
export async function handleUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: RequestParts,
): Promise<void> {
  // Without a listener a reset by the peer would end the process.
  socket.on('error', () => socket.destroy())
  const admitted = passGate(requestHeadOf(incoming, true), parts.rules)
  if ('status' in admitted)
    return refuse(socket, describeProblem(admitted.status, admitted.code, admitted.detail))
  if (admitted.path !== '/api/events') {
    return refuse(socket, describeProblem(404, 'NOT_FOUND', 'The only WebSocket here is /api/events.'))
  }
  try {
    const app = await parts.app()
    app.openWebSocket(incoming, socket, head)
  } catch (error) {
    parts.onError(error)
    refuse(socket, internalProblem())
  }
}

function refuse(socket: Duplex, problem: ApiProblem): void {
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` +
      `x-content-type-options: nosniff\r\nconnection: close\r\n\r\n${body}`,
  )
}
