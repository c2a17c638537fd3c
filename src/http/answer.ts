import type { ServerResponse } from 'node:http'
import type { ApiProblem } from '../model/api.ts'
import { isCompat, isMailDev, sendPath } from './compat/compat-path.ts'
import { commonHeaders } from './gate/response-headers.ts'
import { compressed, isCompressible, readsGzip } from './compress.ts'
import type { Held } from './held.ts'
import { pieceBytes } from './stream-message.ts'
import { beginOf, counted, kept, writePieces } from './write-pieces.ts'

/** A client that reads nothing for so long has stopped. */
const maxStallMs = 30_000

/**
 * Writes a Fetch response to Node's; what the response does not say itself, the common headers say. One that says its
 * length, or that it comes in chunks, comes piece by piece, as its client reads; another is held whole until then. Throws
 * a 503 problem where there is no room for it.
 */
export async function writeResponse(
  outgoing: ServerResponse,
  response: Response,
  extra: Readonly<Record<string, string>> = {},
  held?: Held,
): Promise<void> {
  const isChunked = response.headers.has('transfer-encoding')
  const pieces = isChunked || response.headers.has('content-length') ? response.body : null
  const isHead = outgoing.req.method === 'HEAD'
  if (isHead) await pieces?.cancel()
  const body = response.body === null || pieces !== null ? null : Buffer.from(await response.arrayBuffer())
  if (outgoing.destroyed || outgoing.headersSent) return
  held?.hold(pieces === null ? (body?.length ?? 0) : 2 * pieceBytes)
  const begun = isChunked && pieces !== null && !isHead ? await beginOf(pieces, held) : null
  if (outgoing.destroyed) return void (await begun?.reader.cancel())
  outgoing.setTimeout(maxStallMs, () => outgoing.destroy())
  outgoing.statusCode = response.status
  setHeaders(outgoing, commonHeaders)
  // Node says by itself that it writes chunks, to those who know them.
  for (const [name, value] of response.headers)
    if (name !== 'transfer-encoding') outgoing.setHeader(name, value)
  setHeaders(outgoing, extra)
  const mayCompress = isCompressible(response.headers)
  if (mayCompress) outgoing.appendHeader('vary', 'Accept-Encoding')
  const compresses = mayCompress && !isHead && readsGzip(outgoing.req)
  if (begun !== null) await writePieces(outgoing, counted(begun, held), compresses)
  else if (pieces === null || isHead) await writeWhole(outgoing, body, { compresses, held })
  else await writePieces(outgoing, kept(pieces))
}

async function writeWhole(
  outgoing: ServerResponse,
  body: Buffer | null,
  { compresses, held }: { readonly compresses: boolean; readonly held: Held | undefined },
): Promise<void> {
  const smaller = body !== null && compresses ? await compressed(body) : null
  if (outgoing.destroyed) return
  if (smaller !== null) {
    outgoing.setHeader('content-encoding', 'gzip')
    held?.hold(smaller.length)
  }
  const written = smaller ?? body
  if (written !== null) outgoing.setHeader('content-length', written.length)
  outgoing.end(written ?? undefined)
}

/** The answer that an error gets at this path, which is beneath the web root. */
export function toProblemResponse(
  path: string,
  problem: ApiProblem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { type, body } = encodeProblem(path, problem)
  const all = { ...headers, ...retryHeaders(problem), 'content-type': type }
  return new Response(body, { status: problem.status, headers: all })
}

/** Answers an error before, or instead of, the app. */
export function writeProblem(
  outgoing: ServerResponse,
  path: string,
  problem: ApiProblem,
  extra: Readonly<Record<string, string>> = {},
): void {
  if (outgoing.destroyed || outgoing.headersSent) return
  const { type, body } = encodeProblem(path, problem)
  outgoing.statusCode = problem.status
  setHeaders(outgoing, commonHeaders)
  setHeaders(outgoing, { ...extra, ...retryHeaders(problem) })
  outgoing.setHeader('content-type', type)
  outgoing.setHeader('content-length', Buffer.byteLength(body))
  outgoing.end(body)
}

/** In seconds (RFC 9110 §10.2.3). */
function retryHeaders({ code }: ApiProblem): Readonly<Record<string, string>> {
  return code === 'BUSY' ? { 'retry-after': '1' } : {}
}

/** Clients of other catchers know no problem JSON: theirs send plain text, or JSON of their own. */
function encodeProblem(path: string, problem: ApiProblem): { type: string; body: string } {
  if (path === sendPath) return { type: 'application/json', body: JSON.stringify({ Error: problem.detail }) }
  if (isMailDev(path)) return { type: 'application/json', body: JSON.stringify({ error: problem.detail }) }
  return isCompat(path)
    ? { type: 'text/plain; charset=utf-8', body: problem.detail }
    : { type: 'application/problem+json', body: JSON.stringify(problem) }
}

function setHeaders(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}
