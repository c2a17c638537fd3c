import { createRoute, z } from '@hono/zod-openapi'
import { faultSchema } from '../../faults/fault-kinds.ts'
import type { ApiFaults } from '../../model/api.ts'
import type { Fault, FaultState } from '../../model/fault.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { setFault } from '../set-fault.ts'
import { notFound } from '../problem.ts'
import { deleted, idParam, jsonResponse, listOf } from '../schemas/common.ts'
import { problemResponse } from '../schemas/problem.ts'

/** Described by the table of its fields; what is given is checked where the library checks it, in the same words. */
const fault: z.ZodType<Fault> = z
  .unknown()
  .openapi('Fault', faultSchema as object) as unknown as z.ZodType<Fault>

const faultStatus: z.ZodType<FaultState> = z
  .object({
    id: z.string(),
    fault,
    fired: z.number().int().openapi({ description: 'How often it has fired so far.' }),
    state: z.enum(['set', 'over', 'off']).openapi({
      description: 'set: it can fire; over: it has fired as often as it may; off: it was removed.',
    }),
  })
  .openapi('FaultState')

const faults: z.ZodType<ApiFaults> = z.object({ faults: listOf(faultStatus) }).openapi('Faults')

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
  summary: 'Sets a fault: something fails on purpose from now on',
  request: { body: { required: true, content: { 'application/json': { schema: fault } } } },
  responses: {
    201: jsonResponse('The fault, set', faultStatus),
    400: problemResponse('A field is unknown or wrong, or the fault could not fire'),
    507: problemResponse('Too many faults are set to add another'),
  },
})

const clearRoute = createRoute({
  method: 'delete',
  path,
  operationId: 'clearFaults',
  tags,
  summary: 'Removes all faults, including those that others set',
  responses: { 200: jsonResponse('How many there were', deleted) },
})

const oneRoute = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  operationId: 'getFault',
  tags,
  summary: 'One fault; for a while also after it was removed',
  request: { params: idParam },
  responses: { 200: jsonResponse('The fault', faultStatus), 404: missing },
})

const offRoute = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  operationId: 'takeFaultOff',
  tags,
  summary: 'Removes one',
  request: { params: idParam },
  responses: { 204: { description: 'Removed' }, 404: missing },
})

/** What is to go wrong on purpose. */
export function addFaultRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(listRoute, (c) => c.json({ faults: context.faults.list() }, 200))
  app.openapi(setRoute, (c) => c.json(setFault(context.faults, c.req.valid('json')), 201))
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
