import { createRoute, z } from '@hono/zod-openapi'
import { isLabelText, labelTextExpected } from '../../base/label-text.ts'
import { type InboxLabel, labelChars } from '../../model/inbox-names.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { notFound } from '../problem.ts'
import { idParam, jsonResponse } from '../schemas/common.ts'
import { parametersOf } from '../schemas/message-query.ts'
import { inbox, inboxes } from '../schemas/server.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Inboxes']

const labelField = (field: keyof InboxLabel, description: string): z.ZodOptional<z.ZodString> =>
  z
    .string()
    .refine((text) => isLabelText(text, labelChars[field]), {
      message: `expected ${labelTextExpected(labelChars[field])}`,
    })
    .optional()
    .openapi({ description, minLength: 1, maxLength: labelChars[field] })

const labelFields = {
  name: labelField('name', 'What it is called on the page, such as the test that made it.'),
  purpose: labelField('purpose', 'What it is for.'),
}

const listRoute = createRoute({
  method: 'get',
  path: '/api/inboxes',
  operationId: 'listInboxes',
  tags,
  summary: 'All inboxes',
  responses: { 200: jsonResponse('The inboxes', inboxes) },
})

const createInbox = createRoute({
  method: 'post',
  path: '/api/inboxes',
  operationId: 'createInbox',
  tags,
  summary: 'Makes an inbox: an address and credentials of its own; read it with inbox=ID',
  request: { query: parametersOf(labelFields) },
  responses: {
    201: jsonResponse('The new inbox', inbox),
    400: problemResponse('The name or the purpose is too long, or not one line'),
  },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/api/inboxes/{id}',
  operationId: 'getInbox',
  tags,
  summary: 'One inbox',
  request: { params: idParam },
  responses: { 200: jsonResponse('The inbox', inbox), 404: problemResponse('It is not there') },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/inboxes/{id}',
  operationId: 'deleteInbox',
  tags,
  summary: 'Removes its credentials; its messages stay',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' }, 404: problemResponse('It is not there') },
})

/** Inboxes, so that parallel tests share one server and never meet. */
export function addInboxRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(listRoute, (c) => c.json({ inboxes: context.inboxes.list() }, 200))
  app.openapi(createInbox, (c) => {
    const { name, purpose } = c.req.valid('query')
    return c.json(context.inboxes.create({ name, purpose }), 201)
  })
  app.openapi(oneRoute, (c) => {
    const { id } = c.req.valid('param')
    const found = context.inboxes.get(id)
    if (!found) throw notFound('inbox', id)
    return c.json(found, 200)
  })
  app.openapi(deleteRoute, (c) => {
    const { id } = c.req.valid('param')
    if (!context.inboxes.delete(id)) throw notFound('inbox', id)
    return c.body(null, 204)
  })
}
