import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { idParam, jsonResponse } from '../schemas/common.ts'
import { attachments, codes, headers, links, message } from '../schemas/message.ts'
import { viewOf } from '../views/view-of.ts'
import type { View } from '../views/view.ts'
import { answerMessage, typed } from './message-answer.ts'
import { attachmentsView, codesView, headersView, linksView } from './message-views.ts'
import { findMessage } from './find-message.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Messages']
const request = { params: idParam }
const missing = problemResponse('It is not there')

const messageRoute = routeOf('', 'getMessage', 'A whole message', jsonResponse('The message', message))
const headersRoute = routeOf(
  '/headers',
  'getMessageHeaders',
  'Its header fields in order, decoded and as sent',
  jsonResponse('The header', headers),
)
const linksRoute = routeOf(
  '/links',
  'getMessageLinks',
  'Links in HTML and text',
  jsonResponse('The links', links),
)
const codesRoute = routeOf(
  '/codes',
  'getMessageCodes',
  'One-time codes, likely ones first',
  jsonResponse('The codes', codes),
)
const attachmentsRoute = routeOf(
  '/attachments',
  'listAttachments',
  'Its attachments',
  jsonResponse('The attachments', attachments),
)

/** Reading a message, or a part of it. */
function routeOf<const Part extends string, Answer extends object>(
  part: Part,
  operationId: string,
  summary: string,
  answer: Answer,
) {
  return createRoute({
    method: 'get',
    path: `/api/messages/{id}${part}`,
    operationId,
    tags,
    summary,
    request,
    responses: { 200: answer, 404: missing },
  })
}

/** One message, whole and in its parts, as JSON. */
export function addMessageRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(messageRoute, async (c) => {
    const message = await findMessage(context, c.req.valid('param').id)
    return typed(answerMessage(context, message))
  })
  const part =
    (view: View<null>) =>
    async (id: string): Promise<never> =>
      typed(viewOf(context, await findMessage(context, id), view, null))
  const [headers, links, codes] = [part(headersView), part(linksView), part(codesView)]
  app.openapi(headersRoute, (c) => headers(c.req.valid('param').id))
  app.openapi(linksRoute, (c) => links(c.req.valid('param').id))
  app.openapi(codesRoute, (c) => codes(c.req.valid('param').id))
  app.openapi(attachmentsRoute, async (c) => {
    const message = await findMessage(context, c.req.valid('param').id)
    return typed(viewOf(context, message, attachmentsView, { webRoot: context.webRoot }))
  })
}
