import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { contentResponse, idParam, jsonResponse } from '../schemas/common.ts'
import { attachmentNumber, htmlLook, nestedMail } from '../schemas/message.ts'
import { problemResponse } from '../schemas/problem.ts'
import { viewOf } from '../views/view-of.ts'
import { findMessage } from './find-message.ts'
import { typed } from './message-answer.ts'
import { nestedHtmlView, nestedMailView } from './message-views.ts'

const tags = ['Messages']
const params = idParam.extend({ n: attachmentNumber })
const missing = problemResponse('It is not there, or it is not message/rfc822')

const mailRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/attachments/{n}/message',
  operationId: 'getNestedMail',
  tags,
  summary: 'A nested mail (an attachment of type message/rfc822)',
  request: { params },
  responses: { 200: jsonResponse('The mail', nestedMail), 404: missing },
})

const htmlRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/attachments/{n}/html',
  operationId: 'getNestedMailHtml',
  tags,
  summary: 'The HTML of a nested mail as a sandboxed page',
  request: { params, query: htmlLook },
  responses: { 200: contentResponse('The page', ['text/html']), 404: missing },
})

/** Mails within a message, each read when it is asked for. */
export function addNestedMailRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(mailRoute, async (c) => {
    const { id, n } = c.req.valid('param')
    return typed(viewOf(context, await findMessage(context, id), nestedMailView, { n }))
  })
  app.openapi(htmlRoute, async (c) => {
    const { id, n } = c.req.valid('param')
    const { remote, dark } = c.req.valid('query')
    return viewOf(context, await findMessage(context, id), nestedHtmlView, {
      n,
      remote: remote === '1',
      dark: dark === '1',
    })
  })
}
