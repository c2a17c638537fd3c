import { createRoute, z } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { notFound, ProblemError } from '../problem.ts'
import { deleted, idParam, jsonResponse, wholeNumber } from '../schemas/common.ts'
import { headerParameters, parametersOf, queryFields, toMessageQuery } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/messages',
  operationId: 'deleteMessages',
  tags: ['Messages'],
  summary: 'Deletes what the query matches, or all with all=true',
  parameters: headerParameters,
  request: {
    query: parametersOf({
      ...queryFields,
      all: z.enum(['true', 'false']).optional(),
      before: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional().openapi({
        description: 'Only messages whose seq is below this number.',
      }),
    }),
  },
  responses: {
    200: jsonResponse('How many were deleted', deleted),
    400: problemResponse('No parameter selects what to delete, or one is invalid'),
    404: problemResponse('There is no such inbox'),
  },
})

const deleteOneRoute = createRoute({
  method: 'delete',
  path: '/api/messages/{id}',
  operationId: 'deleteMessage',
  tags: ['Messages'],
  summary: 'Deletes one message',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, 404: problemResponse('It is not there') },
})

/** Deleting is explicit: what is to go is named, and nothing goes by leaving something out. */
export function addDeleteRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(deleteRoute, async (c) => {
    const { all, before, ...parameters } = c.req.valid('query')
    const empty = Object.entries(parameters).find(
      ([name, value]) => value === '' && !name.startsWith('header.'),
    )
    // What a variable that is not set makes of ?subject=${subject}: every message has it.
    if (empty !== undefined) {
      const detail = `${empty[0]} is empty and selects nothing; write what to delete, for example ?${empty[0]}=hello, or all=true for everything.`
      throw new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: empty[0] })
    }
    const query = toMessageQuery(parameters, context)
    const chosen = Object.keys(query).length > 0
    if (all === 'true' && chosen) {
      throw new ProblemError(
        400,
        'PARAMETER_CONFLICT',
        'all=true deletes everything; remove it, or the other parameters.',
        { parameter: 'all' },
      )
    }
    if (all === 'true' && before === undefined)
      return c.json({ deleted: await context.store.clearMessages() }, 200)
    if (all !== 'true' && !chosen) {
      throw new ProblemError(
        400,
        'PARAMETER_MISSING',
        'Say what to delete, for example ?to=a@example.test, or all=true for everything.',
        { parameter: 'all' },
      )
    }
    const { messages } = await context.store.listMessages({ query, ...(before !== undefined && { before }) })
    const removed = await context.store.removeMessages(messages.map(({ id }) => id))
    return c.json({ deleted: removed.length }, 200)
  })
  app.openapi(deleteOneRoute, async (c) => {
    const { id } = c.req.valid('param')
    if ((await context.store.removeMessages([id])).length === 0) throw notFound('message', id)
    return c.body(null, 204)
  })
}
