import type { IncomingMessage, ServerResponse } from 'node:http'
import { Rank } from '../base/rank.ts'
import type { Semaphore } from '../base/semaphore.ts'
import { writeProblem, writeResponse } from './answer.ts'
import type { App } from './app.ts'
import { eventParameters } from './event-parameters.ts'
import { refuseUnknownParameters } from './description/native-routes.ts'
import { type Admitted, type GateRules, type RequestHead, passGate } from './gate/gate.ts'
import { commonHeaders, corsHeaders } from './gate/response-headers.ts'
import type { LiveStreams } from './live/live-streams.ts'
import { describeProblem, internalProblem, problemBeneath, ProblemError, problemOf } from './problem.ts'
import { refuseDeepJson } from './json-depth.ts'
import type { PageHandler } from './page.ts'
import { pieceBytes } from './stream-message.ts'
import { isCompat, mailHogEvents } from './compat/compat-path.ts'
import { BodyRequest } from './body-request.ts'
import { readsMany } from './for-lists.ts'
import { busy, Held, type HttpRoom } from './held.ts'
import { bodyLimitOf, isMessage, readBody } from './read-body.ts'

/** What a request is answered with. */
export interface RequestParts {
  readonly rules: GateRules
  readonly streams: LiveStreams
  readonly page: PageHandler
  readonly room: HttpRoom
  /** Taken by what reads messages, or a large body: what it makes of them lies in V8's heap. */
  readonly turns: Semaphore
  /** The routes; loaded with the first request, because their libraries take longer to load than the rest to start. */
  app(): Promise<App>
  /** Whether nothing may be changed. */
  readonly isReadOnly: boolean
  readonly onError: (error: unknown) => void
}

/** Takes out of a request what the gate looks at. */
export function requestHeadOf(incoming: IncomingMessage): RequestHead {
  const { headers } = incoming
  return {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    // Of two Host fields every layer takes another one (RFC 9112, section 3.2): none counts.
    host: incoming.headersDistinct['host']?.length === 1 ? headers.host : undefined,
    origin: headers.origin,
    fetchSite: one(headers['sec-fetch-site']),
    fetchMode: one(headers['sec-fetch-mode']),
    fetchDest: one(headers['sec-fetch-dest']),
    authorization: headers.authorization,
  }
}

function one(field: string | string[] | undefined): string | undefined {
  return Array.isArray(field) ? field[0] : field
}

/** What Fetch makes no request of (Fetch standard, forbidden methods). */
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK'])
/** Said of paths that are not the native API's. */
const anyMethod = 'GET, HEAD, POST, PUT, DELETE, OPTIONS'

/** Answers one request: gate, body, route, in this order. Never throws. */
export async function handleRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  parts: RequestParts,
): Promise<void> {
  const admitted = passGate(requestHeadOf(incoming), parts.rules)
  if ('status' in admitted) {
    const { status, code, detail, path, headers = {} } = admitted
    // The body is not read, so the connection cannot be used again.
    const closing = { ...headers, connection: 'close' }
    const problem = problemBeneath(parts.rules.webRoot, describeProblem(status, code, detail))
    writeProblem(outgoing, path, problem, closing)
    return
  }
  const cors = admitted.corsOrigin === null ? {} : corsHeaders(admitted.corsOrigin)
  try {
    await answer(incoming, outgoing, { ...parts, admitted, cors })
  } catch (error) {
    if (outgoing.destroyed) return // the client left; nobody is there to be told
    const problem = problemOf(error)
    if (!problem) parts.onError(error)
    // What is left of the body is not read.
    const close = incoming.complete ? {} : { connection: 'close' }
    const shown = problemBeneath(parts.rules.webRoot, problem ?? internalProblem())
    writeProblem(outgoing, admitted.path, shown, { ...cors, ...close })
  }
}

interface AdmittedParts extends RequestParts {
  readonly admitted: Admitted
  readonly cors: Readonly<Record<string, string>>
}

const refusedChange =
  'This server only shows what an earlier run left in its file. Start it without --read-only to change anything.'

/** Answers what the gate has let in. */
async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  parts: AdmittedParts,
): Promise<void> {
  const { method = '' } = incoming
  const { admitted, cors } = parts
  if (method === 'OPTIONS') {
    const allow = (await parts.app()).methodsAt(admitted.path).join(', ') || anyMethod
    outgoing.writeHead(204, { ...commonHeaders, ...cors, allow }).end()
    return
  }
  const reads = method === 'GET' || method === 'HEAD'
  if (parts.isReadOnly && !reads) throw new ProblemError(403, 'STORE_READ_ONLY', refusedChange)
  if (reads && admitted.path === '/api/events') {
    refuseUnknownParameters(admitted.search, eventParameters)
    parts.streams.open(incoming, outgoing, admitted, cors)
    return
  }
  if (reads) {
    const { webRoot } = parts.rules
    const page = await parts.page({ ...admitted, webRoot, ifNoneMatch: incoming.headers['if-none-match'] })
    if (page) {
      await writeResponse(outgoing, page, cors)
      if (page.headers.get('content-type')?.startsWith('text/javascript')) preload(parts)
      return
    }
  }
  const app = await parts.app()
  if (reads && admitted.path === mailHogEvents) return app.openMailHogEvents(incoming, outgoing, cors)
  if (forbidden.has(method)) {
    await writeResponse(outgoing, app.nothingAt(method, admitted.path), { ...cors, connection: 'close' })
    return
  }
  const held = new Held(parts.room, outgoing)
  const request = await toRequest(incoming, outgoing, parts, held)
  const rank = rankOf(request, admitted)
  const fetched = async (): Promise<Response | null> => {
    if (outgoing.destroyed) return null
    // A list that there is no room for is refused before its first pieces are made: many of those made for nothing at
    // the same time ended a small process.
    if (rank?.isAtBack) held.hold(2 * pieceBytes)
    return app.fetch(request)
  }
  if (rank?.isAtBack && parts.turns.waitingAtBack >= maxWaitingLists) throw busy(tooManyLists)
  const response = await (rank === null
    ? fetched()
    : parts.turns.run(fetched, { rank, signal: request.signal }))
  if (response !== null) await writeResponse(outgoing, response, cors, held)
}

/** From here on a body is large. */
const largeBodyBytes = 64 * 1024
const readsMessages = /^\/(?:api\/(?:messages|tags)|api\/v[12]|view|email)(?:\/|$)/

/** More would be answered after their clients have given up. */
const maxWaitingLists = 128
const tooManyLists = `${maxWaitingLists} lists and searches are waiting already, and each reads many messages. Try again in a second.`

/**
 * Where a request waits for its turn; null: it takes none. What waits for a mail would keep others waiting; all else that
 * makes much of messages takes its turn, what asks for many of them behind what asks for one.
 */
function rankOf(request: Request, { path, search }: Admitted): Rank | null {
  if (request instanceof BodyRequest) return request.raw().length > largeBodyBytes ? new Rank() : null
  if (!readsMessages.test(path) || path === '/api/messages/wait') return null
  return new Rank(readsMany(path, search) ? 'back' : 'front')
}

/** The page's script will ask for data next: while the browser reads it there is time to load the routes. */
function preload(parts: RequestParts): void {
  // The next request gets a failure.
  setImmediate(() => void parts.app().catch(() => undefined))
}

async function toRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { admitted, room }: AdmittedParts,
  held: Held,
): Promise<Request> {
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  const init: RequestInit = { method, headers, signal: gone.signal }
  const url = admitted.ownOrigin + admitted.path + admitted.search
  if (method === 'GET' || method === 'HEAD') return new Request(url, init)
  const body = await readBody(incoming, bodyLimitOf(incoming, admitted.path, room), held)
  if (!isMessage(admitted.path, incoming.headers['content-type'])) {
    refuseDeepJson(body)
    // Whatever it says: fetch and curl give a body a type of their own. Pages of other sites are kept out by their origin.
    if (body.length > 0 && !isCompat(admitted.path)) headers.set('content-type', 'application/json')
  }
  return new BodyRequest(url, init, body)
}
