import type { ServerResponse } from 'node:http'
import type { ApiProblem } from '../model/api.ts'
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

/** Answers an error before, or instead of, the app. */
export function writeProblem(
  outgoing: ServerResponse,
  problem: ApiProblem,
  extra: Readonly<Record<string, string>> = {},
): void {
  if (outgoing.destroyed || outgoing.headersSent) return
  const body = Buffer.from(JSON.stringify(problem))
  outgoing.statusCode = problem.status
  setHeaders(outgoing, commonHeaders)
  setHeaders(outgoing, extra)
  outgoing.setHeader('content-type', 'application/problem+json')
  outgoing.setHeader('content-length', body.length)
  outgoing.end(body)
}

function setHeaders(outgoing: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
}
