import type { AppParts, Routes } from '../app.ts'
import { docsPage } from '../docs-page.ts'
import { documentStyle } from '../document-page.ts'
import { findingsPage } from '../findings-page.ts'
import { problemResponse } from '../schemas/common.ts'

/** The API described for machines and for people, and the findings for people; the last routes to be added, since they describe all others. */
export function addDescriptionRoutes(app: Routes, { context }: AppParts): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/events',
    tags: ['Events'],
    summary: 'Server-sent events: ready, message, session-open, session, finding, removed',
    parameters: [
      { name: 'since', in: 'query', schema: { type: 'integer' }, description: 'Position to go on behind.' },
      {
        name: 'Last-Event-ID',
        in: 'header',
        schema: { type: 'integer' },
        description: 'The same, as browsers send it.',
      },
    ],
    responses: {
      200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      400: problemResponse('since is no position'),
    },
  })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Fourport',
      version: context.version,
      description:
        'What the four ports captured: messages, sessions, findings; waiting for them; a live stream.',
    },
    servers: [{ url: '/' }],
  })
  app.get('/api/openapi.json', () => Response.json(document))
  app.get('/api/docs', () => docsPage(document))
  app.get('/docs/findings', () => findingsPage())
  app.get(
    '/api/docs.css',
    () => new Response(documentStyle, { headers: { 'content-type': 'text/css; charset=utf-8' } }),
  )
}
