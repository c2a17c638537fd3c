import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { toAttachment } from '../dto/attachment.ts'
import { idParam, jsonResponse } from '../schemas/common.ts'
import { attachments, codes, headers, links, message } from '../schemas/message.ts'
import { readMessage } from '../read-message.ts'
import { findMessage } from './find-message.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Messages']
const request = { params: idParam }
const missing = problemResponse('It is not there')

const messageRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}',
  operationId: 'getMessage',
  tags,
  summary: 'All of a message',
  request,
  responses: { 200: jsonResponse('The message', message), 404: missing },
})

const headersRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/headers',
  operationId: 'getMessageHeaders',
  tags,
  summary: 'Its header fields in order, decoded and as sent',
  request,
  responses: { 200: jsonResponse('The header', headers), 404: missing },
})

const linksRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/links',
  operationId: 'getMessageLinks',
  tags,
  summary: 'Links in HTML and text',
  request,
  responses: { 200: jsonResponse('The links', links), 404: missing },
})

const codesRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/codes',
  operationId: 'getMessageCodes',
  tags,
  summary: 'One-time codes, likely ones first',
  request,
  responses: { 200: jsonResponse('The codes', codes), 404: missing },
})

const attachmentsRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/attachments',
  operationId: 'listAttachments',
  tags,
  summary: 'Its attachments',
  request,
  responses: { 200: jsonResponse('The attachments', attachments), 404: missing },
})

/** One message, whole and in its parts, as JSON. */
export function addMessageRoutes(app: Routes, { context }: RouteParts): void {
  const read = (id: string) => context.parse(findMessage(context, id))
  app.openapi(messageRoute, async (c) => {
    return c.json(await readMessage(context, findMessage(context, c.req.valid('param').id)), 200)
  })
  app.openapi(headersRoute, async (c) =>
    c.json({ headers: (await read(c.req.valid('param').id)).headers }, 200),
  )
  app.openapi(linksRoute, async (c) => c.json({ links: (await read(c.req.valid('param').id)).links }, 200))
  app.openapi(codesRoute, async (c) => c.json({ codes: (await read(c.req.valid('param').id)).codes }, 200))
  app.openapi(attachmentsRoute, async (c) => {
    const { id } = c.req.valid('param')
    const parsed = await read(id)
    return c.json({ attachments: parsed.attachments.map((one) => toAttachment(id, one)) }, 200)
  })
}
