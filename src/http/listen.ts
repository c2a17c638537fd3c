import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { type ListeningServers, listenOn } from '../base/listen-on.ts'
import { lowPortHelp } from '../base/low-ports.ts'
import { isHandedOver } from './without-upgrade.ts'

// Slower than this is nobody's honest client; Node's own default is a minute.
const headersTimeoutMs = 10_000
// For the request to arrive whole. What the answer takes (a wait, a stream) does not count.
const requestTimeoutMs = 30_000
const maxConnections = 1000
// How often Node looks for requests beyond those two; its own default, 30 s, would add to them.
const checkIntervalMs = 3000

export interface ListenOptions {
  readonly hosts: readonly string[]
  /** 0: any free one, the same for all hosts. */
  readonly port: number
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly webRoot: string
  readonly onRequest: RequestListener
}

/** Listens on every host at one port, or on none. A `::1` that this machine does not have is left out. */
export async function listenAll(options: ListenOptions): Promise<ListeningServers<Server>> {
  try {
    return await listenOn({ ...options, ipv6Only: false }, () => createOne(options))
  } catch (error) {
    throw explain(error, options)
  }
}

function createOne({ tls, webRoot, onRequest }: ListenOptions): Server {
  const limits = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 15_000,
    connectionsCheckingInterval: checkIntervalMs,
    // Node 22.21 and 24.9 ask; all before hand over every one.
    shouldUpgradeCallback: (incoming: IncomingMessage) => isHandedOver(incoming, webRoot),
  }
  const server = tls
    ? createHttpsServer({ ...limits, cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' }, onRequest)
    : createHttpServer(limits, onRequest)
  server.maxConnections = maxConnections
  // The size of a header is bounded; by their number Node would leave fields out in silence.
  server.maxHeadersCount = 0
  return server as Server
}

function explain(cause: unknown, { hosts, port }: ListenOptions): FourportError {
  const code = systemCode(cause)
  // The system names the address that it does not give.
  const { address = hosts[0] } = cause as { readonly address?: string }
  const where = `${address}:${port}`
  if (code === 'EADDRINUSE') {
    return new FourportError(
      'PORT_IN_USE',
      `The HTTP port ${where} is in use: another program is listening there.`,
      {
        cause,
        help: 'Stop it, or choose another number with the http option, --http-port (0: any free one; off: none).',
      },
    )
  }
  if (code === 'EACCES') {
    return new FourportError(
      'PORT_FORBIDDEN',
      `The system does not let this user bind the HTTP port ${where} (EACCES).`,
      { cause, help: lowPortHelp(port) },
    )
  }
  return new FourportError(
    'PORT_UNAVAILABLE',
    `The HTTP port ${where} cannot be bound: ${messageOf(cause)}`,
    { cause },
  )
}
