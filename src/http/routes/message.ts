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

const messageRoute = routeOf('', 'getMessage', 'All of a message', jsonResponse('The message', message))
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
  const read = async (id: string) => context.reader.parse(await findMessage(context, id))
  app.openapi(messageRoute, async (c) => {
    return c.json(await readMessage(context, await findMessage(context, c.req.valid('param').id)), 200)
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
