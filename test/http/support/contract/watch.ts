import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach } from 'vitest'
import type { Contract } from './contract.ts'
import type { Exchange } from './exchange.ts'

// Every request that any test sends to a server in its process is held against the description of the API: Node
// itself tells of requests, so that no test has to ask for it, and none can go around it.

/** Larger bodies are not looked into. */
const mostKept = 4 * 1024 * 1024

const seen: Exchange[] = []

subscribe('http.server.request.start', (event) => {
  const { request, response } = event as { request: IncomingMessage; response: ServerResponse }
  const requestBody = copied(request, 'push')
  const responseBody = copied(response, 'write', 'end')
  const headersOf = headersSaid(response)
  response.once('close', () => {
    const responseHeaders = headersOf()
    if (!response.headersSent || !isOurs(responseHeaders)) return
    seen.push({
      method: request.method ?? '',
      target: request.url ?? '',
      requestHeaders: request.headers,
      requestBody: requestBody(),
      status: response.statusCode,
      responseHeaders,
      responseBody: response.writableFinished ? plain(responseBody(), responseHeaders) : null,
    })
  })
})

function plain(body: Buffer | null, headers: OutgoingHttpHeaders): Buffer | null {
  return body !== null && headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

/** Tests have servers of their own too; ours says this on every answer. */
function isOurs(headers: OutgoingHttpHeaders): boolean {
  return 'cross-origin-opener-policy' in headers && 'content-security-policy' in headers
}

/** Node forgets those that go out with `writeHead` alone. */
function headersSaid(response: ServerResponse): () => OutgoingHttpHeaders {
  let atOnce: OutgoingHttpHeaders = {}
  const { writeHead } = response
  const copying = (status: number, ...given: [OutgoingHttpHeaders?]): ServerResponse => {
    atOnce = given[0] ?? {}
    return writeHead.call(response, status, ...(given as []))
  }
  Object.defineProperty(response, 'writeHead', { value: copying })
  return () => ({ ...response.getHeaders(), ...atOnce })
}

/** Copies what passes through the methods that are handed a piece of a body. */
function copied<Stream extends IncomingMessage | ServerResponse>(
  stream: Stream,
  ...methods: (keyof Stream)[]
): () => Buffer | null {
  const pieces: Buffer[] = []
  let size = 0
  for (const method of methods) {
    const original = stream[method] as (...given: unknown[]) => unknown
    const copying = function (this: Stream, ...given: unknown[]): unknown {
      const [piece] = given
      if (typeof piece === 'string' || piece instanceof Uint8Array) {
        size += piece.length
        if (size <= mostKept) pieces.push(Buffer.from(piece as string))
      }
      return original.apply(this, given)
    }
    Object.defineProperty(stream, method, { value: copying })
  }
  return () => (size <= mostKept ? Buffer.concat(pieces) : null)
}

/** Everything said since it was last asked, held against the description. */
export async function takeFaults(): Promise<string[]> {
  const exchanges = seen.splice(0)
  if (exchanges.length === 0) return []
  contract ??= import('./contract.ts').then(({ Contract }) => new Contract())
  const checking = await contract
  return exchanges.flatMap((exchange) => checking.faultsOf(exchange))
}

// Most test files never speak HTTP, and load nothing for it.
let contract: Promise<Contract> | undefined

async function check(): Promise<void> {
  const faults = await takeFaults()
  if (faults.length > 0) throw new Error(`Against the description of the API:\n${faults.join('\n')}`)
}

afterEach(check)
afterAll(check)
