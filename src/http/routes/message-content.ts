import { createRoute, z } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { servedTypes } from '../dto/attachment.ts'
import { contentDisposition } from '../dto/file-name.ts'
import { bytes, contentResponse, idParam } from '../schemas/common.ts'
import { attachmentNumber, flag, htmlLook } from '../schemas/message.ts'
import { asksCredentials } from '../gate/authorization.ts'
import { baseOf } from '../serve-part.ts'
import { viewOf } from '../views/view-of.ts'
import { streamMessage } from '../stream-message.ts'
import { findMessage } from './find-message.ts'
import { attachmentView, htmlView, textView } from './message-views.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Messages']
const missing = problemResponse('It is not there')

const rawRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/raw',
  operationId: 'getMessageRaw',
  tags,
  summary: 'The exact bytes received',
  request: { params: idParam },
  responses: { 200: contentResponse('The message', ['message/rfc822'], bytes), 404: missing },
})

const textRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/text',
  operationId: 'getMessageText',
  tags,
  summary: 'Its text',
  request: { params: idParam },
  responses: { 200: contentResponse('The text', ['text/plain']), 404: missing },
})

const htmlRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/html',
  operationId: 'getMessageHtml',
  tags,
  summary: 'Its HTML as a sandboxed page',
  request: {
    params: idParam,
    query: htmlLook,
  },
  responses: { 200: contentResponse('The page', ['text/html']), 404: missing },
})

const attachmentRoute = createRoute({
  method: 'get',
  path: '/api/messages/{id}/attachments/{n}',
  operationId: 'getAttachment',
  tags,
  summary: 'An attachment',
  request: {
    params: idParam.extend({ n: attachmentNumber }),
    query: z.object({ inline: flag('1: a picture is shown instead of downloaded.') }),
  },
  responses: {
    200: contentResponse(
      'The attachment, with its own type if that is harmless, else as application/octet-stream',
      servedTypes,
      bytes,
    ),
    404: missing,
  },
})

/** What a message holds, served as what it is; hostile all of it, so each answer carries its own policy. */
export function addContentRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(rawRoute, async (c) => {
    const message = await findMessage(context, c.req.valid('param').id)
    return streamMessage(context.store, message, {
      'content-type': 'message/rfc822',
      'content-disposition': contentDisposition('attachment', `${message.id}.eml`),
    })
  })
  app.openapi(textRoute, async (c) =>
    viewOf(context, await findMessage(context, c.req.valid('param').id), textView, null),
  )
  app.openapi(htmlRoute, async (c) =>
    viewOf(context, await findMessage(context, c.req.valid('param').id), htmlView, {
      base: baseOf(c.req.url, context),
      remote: c.req.valid('query').remote === '1',
      embed: asksCredentials(context.security),
      linksOpenWindows: true,
      dark: c.req.valid('query').dark === '1',
    }),
  )
  app.openapi(attachmentRoute, async (c) => {
    const { id, n } = c.req.valid('param')
    const inline = c.req.valid('query').inline === '1'
    return viewOf(context, await findMessage(context, id), attachmentView, { n, inline })
  })
}
