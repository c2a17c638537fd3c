import type { IncomingMessage } from 'node:http'
import type { Held, HttpRoom } from './held.ts'
import { ProblemError } from './problem.ts'

const mebibyte = 1024 * 1024

/** A message of 25 MiB, our largest by default, is 34 MiB in base64; nothing else that is sent here is large. */
const messageBodyLimit = 40 * mebibyte
const bodyLimit = mebibyte

/** Takes a message in as it is, too. */
export const messagePath = '/api/messages'
/** Routes that take a whole message in. */
const messageRoutes = new Set([messagePath, '/api/v1/send'])

/** The most a request to this path may carry. Asked before any route, so that no route can forget it. */
export function bodyLimitOf(
  { method = '', headers }: IncomingMessage,
  path: string,
  { limitBytes, maxJsonBytes }: HttpRoom,
): number {
  const isBare = isMessage(path, headers['content-type'])
  const most = method === 'POST' && messageRoutes.has(path) ? messageBodyLimit : bodyLimit
  return Math.min(most, limitBytes, isBare ? most : maxJsonBytes)
}

/** Whether a body is a message: of all others JSON is expected, whatever type they say. */
export function isMessage(path: string, contentType: string = ''): boolean {
  return path === messagePath && /^message\/rfc822\b/i.test(contentType)
}

/** Reads a request body up to `limit` bytes, holding what has come. Throws a 413 problem beyond it, or 503 where there is no room, as soon as it shows. */
export async function readBody(request: IncomingMessage, limit: number, held: Held): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > limit) throw tooLarge(limit)
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed when it is too large: the refusal must still be written to its socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    held.hold(size)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function tooLarge(limit: number): ProblemError {
  return new ProblemError(
    413,
    'BODY_TOO_LARGE',
    `The request body is over ${limit} bytes, the most allowed here.`,
  )
}
