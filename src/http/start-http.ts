import type { RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Semaphore } from '../base/semaphore.ts'
import { FourportError } from '../base/errors.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { untilSuccess } from '../base/until-success.ts'
import { urlHost } from '../base/reachable.ts'
import type { HttpContext } from './context.ts'
import type { GateRules } from './gate/gate.ts'
import type { HttpRoom } from './held.ts'
import { handleRequest, type RequestParts } from './handle-request.ts'
import { endAnswers } from './end-answers.ts'
import { listenAll } from './listen.ts'
import { LiveStreams } from './live/live-streams.ts'
import { WaitingBytes } from './live/waiting-bytes.ts'
import { handleUpgrade } from './handle-upgrade.ts'
import { createPage } from './page.ts'
import { countReceived } from './received.ts'

export interface HttpOptions {
  readonly context: HttpContext
  /** Addresses to bind; the first is the one in `url`. */
  readonly hosts: readonly string[]
  /** 0: any free one. */
  readonly port: number
  /** null: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** What may wait for the readers of all live streams together. */
  readonly maxStreamBytes: number
  /** What requests and their answers may hold. */
  readonly room: HttpRoom
  /** Folder of the built page; null: there is none, and `/` says so. */
  readonly uiDirectory: string | null
  /** How long answers under way may take to end at a close. Default: 500 ms. */
  readonly closeGraceMs?: number
  /** See RouteParts. Default: 5 s. */
  readonly maxLateMs?: number
  /** Anything that should not have happened: reported, never thrown. */
  readonly onError: (error: unknown) => void
  /** Whether the servers and their connections keep the process from ending. */
  readonly holdsProcess: boolean
}

export interface HttpListener {
  /** One that can be opened on this machine, whatever is bound; with a closing slash. */
  readonly url: string
  readonly host: string
  readonly port: number
  /** Makes the routes, which the first request would else wait for. */
  load(): Promise<void>
  /** Ends live streams and waits, lets answers under way finish for a second, cuts the rest. Idempotent. */
  close(): Promise<void>
}

/** As many as read messages at the same time: more would be no faster, and each has its part of the heap. */
const answersAtOnce = 2
/** Of them, at most, for a list or a search: a request for one message waits for none of them. */
const listsAtOnce = 1

const takeTurns = (): Semaphore => new Semaphore(answersAtOnce, { atBack: listsAtOnce })

const loadApp = lazyModule(() => import('./app.ts'))

/** Starts the HTTP side. Throws PORT_IN_USE, PORT_FORBIDDEN, PORT_UNAVAILABLE. */
export async function startHttp(options: HttpOptions): Promise<HttpListener> {
  const { context, hosts, room, onError, holdsProcess, maxLateMs = 5_000 } = options
  const rules = rulesOf(options)
  const closing = new AbortController()
  const waiting = new WaitingBytes(options.maxStreamBytes)
  const streams = new LiveStreams(context, waiting, onError)
  const received = countReceived(context.store.feed)
  const app = untilSuccess(async () => {
    const { createApp } = await loadApp()
    return createApp({ ...parts, context, received, waiting, maxLateMs, closing: closing.signal })
  })
  const page = createPage(options.uiDirectory)
  const { isReadOnly = false } = context.store
  const parts: RequestParts = { rules, streams, page, room, turns: takeTurns(), isReadOnly, app, onError }
  const answering = new Set<ServerResponse>()
  const { servers, port } = await listenAll({
    ...options,
    webRoot: context.webRoot,
    onRequest: answerIn(answering, parts),
  }).catch((error: unknown) => {
    received.stop()
    throw error
  })
  for (const server of servers) {
    server.on('upgrade', (incoming, socket, head) => {
      const before = [...answering].filter(({ req }) => req.socket === incoming.socket)
      void handleUpgrade({ server, incoming, socket, head, before }, parts)
    })
    server.on('error', onError)
    if (!holdsProcess) server.unref()
  }
  const connections = connectionsOf(servers, holdsProcess)
  const host = hosts[0] as string
  return {
    url: `${rules.scheme}://${urlHost(host)}:${port}${context.webRoot}/`,
    host,
    port,
    load: async () => void (await app()),
    close: untilSuccess(async () => {
      const closed = new FourportError('SERVER_CLOSED', 'The server closed while this request waited.')
      closing.abort(closed)
      parts.turns.close(closed)
      endAnswers(answering)
      streams.close()
      received.stop()
      await closeServers(servers, connections, options.closeGraceMs)
    }),
  }
}

/** Answers each request; the set has those under way. */
function answerIn(answering: Set<ServerResponse>, parts: RequestParts): RequestListener {
  return (incoming, outgoing) => {
    answering.add(outgoing)
    outgoing.once('close', () => answering.delete(outgoing))
    // Where Node ignores an Upgrade it loses what came after the request in the same segment.
    if (incoming.headers.upgrade !== undefined) outgoing.shouldKeepAlive = false
    void handleRequest(incoming, outgoing, parts)
  }
}

function rulesOf({ context: { security, webRoot }, hosts, tls }: HttpOptions): GateRules {
  return {
    scheme: tls ? 'https' : 'http',
    hostNames: [...security.allowedHosts, ...hosts].map((name) => name.toLowerCase()),
    corsOrigins: security.corsOrigins,
    basicAuth: security.basicAuth,
    token: security.token,
    webRoot,
  }
}

/** The open connections, as they come and go. */
function connectionsOf(servers: readonly Server[], holdsProcess: boolean): ReadonlySet<Socket> {
  const connections = new Set<Socket>()
  for (const server of servers) {
    server.on('connection', (socket) => {
      // One that is read anew.
      if (connections.has(socket)) return
      if (!holdsProcess) socket.unref()
      connections.add(socket)
      socket.once('close', () => connections.delete(socket))
    })
  }
  return connections
}

// Answers under way are short once waits and streams are told to end, and an engine that waits should see the end in a second.
const usualCloseGraceMs = 500

async function closeServers(
  servers: readonly Server[],
  connections: ReadonlySet<Socket>,
  closeGraceMs = usualCloseGraceMs,
): Promise<void> {
  // Node takes a connection that a browser opened in advance for a busy one.
  for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  const cut = setTimeout(() => connections.forEach((socket) => socket.destroy()), closeGraceMs)
  await Promise.all(servers.map(closeServer))
  clearTimeout(cut)
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeIdleConnections()
  await closed
}
