import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { ProblemError } from '../problem.ts'
import { contentResponse, jsonResponse } from '../schemas/common.ts'
import { info, ports } from '../schemas/server.ts'
import { withScenario } from '../port-now.ts'
import { settingsFor } from '../settings.ts'
import { problemResponse } from '../schemas/problem.ts'

const infoRoute = createRoute({
  method: 'get',
  path: '/api/info',
  operationId: 'getInfo',
  tags: ['Server'],
  summary: 'Version, counts and settings of this server',
  responses: { 200: jsonResponse('The server', info) },
})

const portsRoute = createRoute({
  method: 'get',
  path: '/api/ports',
  operationId: 'listPorts',
  tags: ['Server'],
  summary: 'The SMTP listeners, each with settings to copy',
  responses: { 200: jsonResponse('The listeners', ports) },
})

const caRoute = createRoute({
  method: 'get',
  path: '/api/ca.pem',
  operationId: 'getCa',
  tags: ['Server'],
  summary: 'The CA certificate that clients must trust',
  responses: {
    200: contentResponse('PEM', ['application/x-pem-file']),
    404: problemResponse('The server has no CA of its own'),
  },
})

/** What the server is: info, ports, the CA, and the two health checks. */
export function addServerRoutes(app: Routes, { context, received }: RouteParts): void {
  app.openapi(infoRoute, async (c) => {
    const counts = await context.store.counts()
    const unread = counts.messages - context.store.labels.readCount
    const openSessions = context.openSessions().length
    return c.json(
      {
        name: 'fourport' as const,
        version: context.version,
        startedAt: new Date(context.startedAt).toISOString(),
        uptimeMs: Date.now() - context.startedAt,
        position: context.store.feed.position,
        counts: { ...counts, unread, openSessions },
        features: {
          release: context.release !== null,
          ca: context.ca !== null,
          verify: context.verifyRun !== null,
          readOnly: context.store.isReadOnly === true,
        },
        caFile: context.ca?.file ?? null,
      },
      200,
    )
  })
  app.openapi(portsRoute, (c) =>
    c.json(
      {
        ports: context.ports.map((port) => ({
          ...port,
          ...withScenario(context, port),
          received: received.of(port.name),
          settings: settingsFor(port, context),
        })),
      },
      200,
    ),
  )
  app.openapi(caRoute, () => {
    if (!context.ca) throw new ProblemError(404, 'NOT_FOUND', 'This server has no CA of its own.')
    return new Response(context.ca.pem, {
      headers: {
        'content-type': 'application/x-pem-file',
        'content-disposition': 'attachment; filename="fourport-ca.pem"',
      },
    })
  })
  app.get('/livez', () => new Response('ok'))
  app.get('/readyz', () => new Response('ok'))
}
