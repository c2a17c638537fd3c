import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { notFound } from '../problem.ts'
import { deleted, idParam, jsonResponse } from '../schemas/common.ts'
import { fault, faults, faultStatus } from '../schemas/fault.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Faults']
const path = '/api/faults'
const missing = problemResponse('It is not there')

const listRoute = createRoute({
  method: 'get',
  path,
  operationId: 'listFaults',
  tags,
  summary: 'The faults that are set, or over, and how often each has fired',
  responses: { 200: jsonResponse('The faults', faults) },
})

const setRoute = createRoute({
  method: 'post',
  path,
  operationId: 'setFault',
  tags,
  summary: 'Lets something go wrong on purpose, from now on',
  request: { body: { required: true, content: { 'application/json': { schema: fault } } } },
  responses: {
    201: jsonResponse('The fault, set', faultStatus),
    400: problemResponse('A field is unknown or wrong, or the fault could not fire'),
  },
})

const clearRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'clearFaults',
  tags,
  summary: 'Takes all of them off, whoever set them',
  responses: { 200: jsonResponse('How many there were', deleted) },
})

const oneRoute = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'getFault',
  tags,
  summary: 'One fault; for a while also when it has been taken off',
  request: { params: idParam },
  responses: { 200: jsonResponse('The fault', faultStatus), 404: missing },
})

const offRoute = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'takeFaultOff',
  tags,
  summary: 'Takes one off',
  request: { params: idParam },
  responses: { 204: { description: 'Taken off' }, 404: missing },
})

/** What is to go wrong on purpose. */
export function addFaultRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(listRoute, (c) => c.json({ faults: context.faults.list() }, 200))
  app.openapi(setRoute, (c) => c.json(context.faults.set(c.req.valid('json')), 201))
  app.openapi(clearRoute, (c) => c.json({ deleted: context.faults.clear() }, 200))
  app.openapi(oneRoute, (c) => {
    const { id } = c.req.valid('param')
    const found = context.faults.get(id)
    if (!found) throw notFound('fault', id)
    return c.json(found, 200)
  })
  app.openapi(offRoute, (c) => {
    const { id } = c.req.valid('param')
    if (!context.faults.off(id)) throw notFound('fault', id)
    return c.body(null, 204)
  })
}
