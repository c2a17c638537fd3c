import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A listener for whatever a hostile message sends out. */
export interface CatchAll extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Request targets so far, in order; a bare connect counts as `connect`. */
  readonly hits: string[]
  /** Resolves when this target has been asked for. */
  reached(target: string): Promise<void>
}

export async function startCatchAll(): Promise<CatchAll> {
  const hits: string[] = []
  const waiting = new Map<string, () => void>()
  const server = createServer((request, response) => {
    hits.push(request.url ?? '')
    waiting.get(request.url ?? '')?.()
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'image/gif' }).end()
  })
  server.on('connection', () => hits.push('connect'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    reached: (target) =>
      new Promise((resolve) => (hits.includes(target) ? resolve() : waiting.set(target, resolve))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
