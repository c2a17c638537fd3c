import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { notFound } from '../problem.ts'
import { deleted, idParam, jsonResponse } from '../schemas/common.ts'
import { headerParameters, parametersOf } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'
import { choiceFields, chosenMessages } from './chosen-messages.ts'

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/messages',
  operationId: 'deleteMessages',
  tags: ['Messages'],
  summary: 'Deletes what the query matches, those with ids, or all with all=true',
  parameters: headerParameters,
  request: { query: parametersOf(choiceFields) },
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
  const { store } = context
  app.openapi(deleteRoute, async (c) => {
    const chosen = await chosenMessages(c.req.valid('query'), context, 'delete')
    if (chosen === 'all') return c.json({ deleted: await store.clearMessages() }, 200)
    const removed = await store.removeMessages(chosen.map(({ id }) => id))
    return c.json({ deleted: removed.length }, 200)
  })
  app.openapi(deleteOneRoute, async (c) => {
    const { id } = c.req.valid('param')
    if ((await store.removeMessages([id])).length === 0) throw notFound('message', id)
    return c.body(null, 204)
  })
}
