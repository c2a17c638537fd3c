import { afterAll, beforeAll, expect } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { requestAsIs } from '../http/support/request.ts'
import { describedApi } from '../http/support/contract/contract.ts'
import { fuzz } from './support/fuzz.ts'
import type { Description } from './support/description.ts'
import { madeUpRequests } from './support/made-up-requests.ts'

let server: FourportServer
const errors: unknown[] = []
beforeAll(async () => {
  server = await startServer({ http: 0 })
  server.on('error', (error) => errors.push(error))
})
afterAll(async () => {
  await server.close()
  expect(errors).toEqual([])
})

const httpPort = (): number => server.http?.port ?? 0

/** A stream has no end; it has tests of its own. */
const endless = ['GET /api/events']

/** Every answer is also compared with the description, by what watches the requests of all tests (test/http/support/contract). */
fuzz(
  'every route of the API, asked for what it describes and for what it does not',
  250,
  madeUpRequests(describedApi() as unknown as Description, endless),
  async ({ method, route, path, headers, body }) => {
    const there = await somethingToAskFor()
    // A wait that finds nothing lasts as long as it is told; a fault may refuse the next message.
    const asked = Object.entries(there)
      .reduce((filled, [name, value]) => filled.replaceAll(`{${name}}`, value), path)
      .replace(/(timeoutMs|withinMs)=\d+/g, '$1=1')
    const bounded =
      /\/wait\b/.test(asked) && !asked.includes('timeoutMs')
        ? `${asked}${asked.includes('?') ? '&' : '?'}timeoutMs=1`
        : asked
    const answer = await requestAsIs(httpPort(), {
      method,
      path: bounded,
      headers,
      ...(body !== null && { body }),
    })
    expect([route, bounded, answer.status, answer.body.slice(0, 300)]).toSatisfy(
      ([, , status]: [string, string, number]) => status < 500 || status === 507,
    )
    expect((await requestAsIs(httpPort(), { path: '/livez' })).status).toBe(200)
  },
)

/** One message, with its session and an inbox: whatever the last request has deleted. */
async function somethingToAskFor(): Promise<Readonly<Record<string, string>>> {
  const raw = 'From: a@x.test\r\nTo: b@x.test\r\nSubject: Hello\r\n\r\nHello\r\n'
  const injected = await requestAsIs(httpPort(), {
    method: 'POST',
    path: '/api/messages?from=a%40x.test&to=b%40x.test',
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  })
  const { id } = JSON.parse(injected.body) as { id: string }
  return { id, n: '0', name: 'submission' }
}
