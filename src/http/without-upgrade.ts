import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { readTarget } from './gate/path.ts'

/** The one path that has a WebSocket, beneath the web root. */
const webSocketPath = '/api/events'

/** Whether a request asks for the WebSocket there is (RFC 6455 §4.1), among other protocols perhaps. */
export function asksForWebSocket(
  { method, httpVersion, headers, url = '' }: IncomingMessage,
  webRoot: string,
): boolean {
  // An Upgrade in HTTP/1.0 means nothing (RFC 9110 §7.8).
  if (method !== 'GET' || httpVersion !== '1.1') return false
  return tokens(headers.upgrade).includes('websocket') && readTarget(url)?.path === webRoot + webSocketPath
}

/**
 * Which requests Node hands over to the listener of `upgrade`, from Node 26 on; before it is all that have the field. One
 * with a body is answered where it is: Node 26 reads the body as part of the request, so it cannot be read again.
 */
export function isHandedOver(incoming: IncomingMessage, webRoot: string): boolean {
  return asksForWebSocket(incoming, webRoot) || !readsBody || !hasBody(incoming)
}

/** Whether Node has read a body before it tells of an upgrade. */
const readsBody = Number.parseInt(process.versions.node, 10) >= 26

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** A request that Node has handed over, with its connection. */
export interface HandedOver {
  readonly server: Server
  readonly incoming: IncomingMessage
  readonly socket: Duplex
  /** What came after its header. */
  readonly head: Buffer
  /** Answers to requests that came before it on its connection. */
  readonly before: readonly ServerResponse[]
}

/**
 * Answers a request for another protocol as if it had asked for none (RFC 9110 §7.8): Java's HttpClient and
 * `curl --http2` offer h2c with each of theirs. Node has taken the connection from its parser, and left the body, and
 * whatever was pipelined, unread: the header goes back in front of them without the offer, and the server begins anew.
 * Ignoring the field within Node (`shouldUpgradeCallback`) would lose what came in the same segment.
 */
export async function readWithoutUpgrade(handedOver: HandedOver): Promise<void> {
  const { server, incoming, socket, head, before } = handedOver
  const arrived = [Buffer.from(headOf(incoming), 'latin1'), head]
  const keep = (chunk: Buffer): void => {
    arrived.push(chunk)
    socket.pause()
  }
  const gone = (): void => void socket.destroy()
  socket.on('error', gone)
  if (before.length > 0) {
    // A reader of their bodies may set the connection flowing.
    socket.on('data', keep)
    await Promise.all(before.map((outgoing) => new Promise((closed) => outgoing.once('close', closed))))
    socket.off('data', keep)
  }
  socket.off('error', gone)
  if (socket.destroyed) return
  socket.unshift(Buffer.concat(arrived))
  server.emit('cert' in server ? 'secureConnection' : 'connection', socket)
}

/** Fields that belong to the offer; the second came with HTTP/2's first version. */
const ofUpgrade = new Set(['upgrade', 'http2-settings'])

/** As it came, each field checked by Node's parser. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at] as string, rawHeaders[at + 1] as string]
    if (ofUpgrade.has(name.toLowerCase())) continue
    head += `${name}: ${name.toLowerCase() === 'connection' ? withoutOffer(value) : value}\r\n`
  }
  return `${head}\r\n`
}

function withoutOffer(connection: string): string {
  return tokens(connection)
    .filter((token) => !ofUpgrade.has(token))
    .join(', ')
}

function tokens(list: string = ''): string[] {
  return list.split(',').map((token) => token.trim().toLowerCase())
}
