import { createRoute } from '@hono/zod-openapi'
import { scenarios } from '../../scenarios/scenarios.ts'
import { withScenario } from '../port-now.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { listenerNamed, listenerParam } from './listener-named.ts'
import { jsonResponse } from '../schemas/common.ts'
import { problemResponse } from '../schemas/problem.ts'
import { portScenario, scenarioList, scenarioWanted } from '../schemas/scenario.ts'

const tags = ['Scenarios']
const path = '/api/ports/{name}/scenario'
const missing = problemResponse('There is no such listener')

const listRoute = createRoute({
  method: 'get',
  path: '/api/scenarios',
  operationId: 'listScenarios',
  tags,
  summary: 'How a listener can misbehave on purpose, and what a client must then do',
  responses: { 200: jsonResponse('The scenarios', scenarioList) },
})

const setRoute = createRoute({
  method: 'put',
  path,
  operationId: 'setScenario',
  tags,
  summary: 'Applies a scenario to a listener, for the connections accepted from now on',
  request: {
    params: listenerParam,
    body: { required: true, content: { 'application/json': { schema: scenarioWanted } } },
  },
  responses: {
    200: jsonResponse('The scenario of the listener', portScenario),
    400: problemResponse('There is no such scenario'),
    404: missing,
    409: problemResponse(
      'It does not apply to this listener, or is not available here, or the port is no longer available',
    ),
  },
})

const clearRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'clearScenario',
  tags,
  summary: 'The listener behaves normally',
  request: { params: listenerParam },
  responses: {
    204: { description: 'No scenario is on it' },
    404: missing,
    409: problemResponse('The scenario had closed the port, and it is no longer available'),
  },
})

/** What listeners are on purpose. */
export function addScenarioRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(listRoute, (c) =>
    c.json(
      {
        scenarios: scenarios.map(({ name, group, title, source, on, demand, connectBy, recipients }) => ({
          name,
          group,
          title,
          source,
          on,
          demand: { rule: demand.rule, what: demand.what, needs: demand.needs ?? null },
          connectBy: connectBy ?? null,
          recipients: recipients ?? 1,
        })),
      },
      200,
    ),
  )
  app.openapi(setRoute, async (c) => {
    const port = listenerNamed(context, c.req.valid('param').name)
    await context.scenarios.set(c.req.valid('json').name, port.name)
    return c.json({ listener: port.name, ...withScenario(context, port) }, 200)
  })
  app.openapi(clearRoute, async (c) => {
    await context.scenarios.clear(listenerNamed(context, c.req.valid('param').name).name)
    return c.body(null, 204)
  })
}
