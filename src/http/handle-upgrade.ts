import type { Duplex } from 'node:stream'
import type { ApiProblem } from '../model/api.ts'
import { passGate } from './gate/gate.ts'
import { requestHeadOf, type RequestParts } from './handle-request.ts'
import { describeProblem, internalProblem, problemBeneath } from './problem.ts'
import { asksForWebSocket, type HandedOver, readWithoutUpgrade } from './without-upgrade.ts'

/**
 * Answers a request for the one WebSocket there is: the same gate as for any request, then the handshake. Others are
 * answered as if they asked for no other protocol.
 */
export async function handleUpgrade(handedOver: HandedOver, parts: RequestParts): Promise<void> {
  const { incoming, socket, head } = handedOver
  const { webRoot } = parts.rules
  if (!asksForWebSocket(incoming, webRoot)) return readWithoutUpgrade(handedOver)
  // Without a listener a reset by the peer would end the process.
  socket.on('error', () => socket.destroy())
  const admitted = passGate(requestHeadOf(incoming), parts.rules)
  if ('status' in admitted)
    return refuse(
      socket,
      problemBeneath(webRoot, describeProblem(admitted.status, admitted.code, admitted.detail)),
    )
  try {
    const app = await parts.app()
    // The library knows no list of protocols.
    incoming.headers.upgrade = 'websocket'
    app.openWebSocket(incoming, socket, head)
  } catch (error) {
    parts.onError(error)
    refuse(socket, problemBeneath(webRoot, internalProblem()))
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
