import type { ServerResponse } from 'node:http'
import type { ApiProblem } from '../model/api.ts'
import { isCompat, sendPath } from './compat/compat-path.ts'
import { commonHeaders } from './gate/response-headers.ts'

/** Writes a Fetch response to Node's; what the response does not say itself, the common headers say. */
export async function writeResponse(
  outgoing: ServerResponse,
  response: Response,
  extra: Readonly<Record<string, string>> = {},
): Promise<void> {
  const body = response.body === null ? null : Buffer.from(await response.arrayBuffer())
  if (outgoing.destroyed || outgoing.headersSent) return
  outgoing.statusCode = response.status
  setHeaders(outgoing, commonHeaders)
  for (const [name, value] of response.headers) outgoing.setHeader(name, value)
  setHeaders(outgoing, extra)
  if (body !== null) outgoing.setHeader('content-length', body.length)
  outgoing.end(body ?? undefined)
}

/** The answer that an error gets at this path. */
export function toProblemResponse(
  path: string,
  problem: ApiProblem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const { type, body } = encodeProblem(path, problem)
  return new Response(body, { status: problem.status, headers: { ...headers, 'content-type': type } })
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
  setHeaders(outgoing, extra)
  outgoing.setHeader('content-type', type)
  outgoing.setHeader('content-length', Buffer.byteLength(body))
  outgoing.end(body)
}

/** Clients of other catchers know no problem JSON: theirs send plain text. */
function encodeProblem(path: string, problem: ApiProblem): { type: string; body: string } {
  if (path === sendPath) return { type: 'application/json', body: JSON.stringify({ Error: problem.detail }) }
  return isCompat(path)
    ? { type: 'text/plain; charset=utf-8', body: problem.detail }
    : { type: 'application/problem+json', body: JSON.stringify(problem) }
}

function setHeaders(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}
