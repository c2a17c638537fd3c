import { z } from '@hono/zod-openapi'
import type { AppParts, Routes } from '../app.ts'
import { contentDisposition } from '../dto/file-name.ts'
import { ProblemError } from '../problem.ts'
import { idParam, problemResponse } from '../schemas/common.ts'
import { asksCredentials } from '../gate/authorization.ts'
import { serveAttachment, serveHtml } from '../serve-part.ts'
import { findMessage } from './find-message.ts'

/** What a message holds, served as what it is; hostile all of it, so each answer carries its own policy. */
export function addContentRoutes(app: Routes, { context }: AppParts): void {
  describe(app)
  app.get('/api/messages/:id/raw', (c) => {
    const { id, raw } = findMessage(context, c.req.param('id'))
    return new Response(new Uint8Array(raw), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': contentDisposition('attachment', `${id}.eml`),
      },
    })
  })
  app.get('/api/messages/:id/text', async (c) => {
    const { text } = await context.parse(findMessage(context, c.req.param('id')))
    return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })
  app.get('/api/messages/:id/html', async (c) => {
    const { id } = findMessage(context, c.req.param('id'))
    return serveHtml(
      c.req.url,
      { remote: c.req.query('remote') === '1', embed: asksCredentials(context.security) },
      id,
      await context.parse(findMessage(context, id)),
    )
  })
  app.get('/api/messages/:id/attachments/:index', async (c) => {
    const parsed = await context.parse(findMessage(context, c.req.param('id')))
    const index = c.req.param('index')
    const attachment = /^\d{1,6}$/.test(index) ? parsed.attachments[Number(index)] : undefined
    if (!attachment) {
      throw new ProblemError(
        404,
        'NOT_FOUND',
        `The message has ${parsed.attachments.length} attachments, counted from 0; ${JSON.stringify(index.slice(0, 80))} is none of them.`,
      )
    }
    return serveAttachment(attachment, c.req.query('inline') === '1')
  })
}

const documented = [
  ['raw', 'The exact bytes received', 'message/rfc822', []],
  ['text', 'Its text', 'text/plain', []],
  ['html', 'Its HTML as a sandboxed page', 'text/html', ['remote']],
  ['attachments/{n}', 'An attachment', 'application/octet-stream', ['inline']],
] as const

const attachmentIndex = z.int().openapi({ param: { name: 'n', in: 'path' }, description: 'Counted from 0.' })

const flagMeaning = {
  remote: '1: images, styles and fonts may be loaded from the network.',
  inline: '1: a picture is shown instead of downloaded.',
}

function describe(app: Routes): void {
  for (const [part, summary, type, flags] of documented) {
    app.openAPIRegistry.registerPath({
      method: 'get',
      path: `/api/messages/{id}/${part}`,
      tags: ['Messages'],
      summary,
      request: {
        params: part === 'attachments/{n}' ? idParam.extend({ n: attachmentIndex }) : idParam,
        query: z.object(
          Object.fromEntries(
            flags.map((flag) => [
              flag,
              z.literal('1').optional().openapi({ description: flagMeaning[flag] }),
            ]),
          ),
        ),
      },
      responses: {
        200: { description: summary, content: { [type]: { schema: { type: 'string' } } } },
        404: problemResponse('It is not there'),
      },
    })
  }
}
