import { createRoute } from '@hono/zod-openapi'
import { describeFinding, findingIds } from '../../diagnosis/catalogue.ts'
import type { Description } from '../description/common-answers.ts'
import { describeApi } from '../description/describe-api.ts'
import { docsPage } from '../docs-page.ts'
import { documentStyle, documentPage, escapeHtml } from '../document-page.ts'
import { eventParameters } from '../event-parameters.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { contentResponse } from '../schemas/common.ts'

const tags = ['Description']

const documentRoute = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  operationId: 'getDescription',
  tags,
  summary: 'This description',
  responses: { 200: contentResponse('OpenAPI 3.1', ['application/json'], { type: 'object' }) },
})

const docsRoute = createRoute({
  method: 'get',
  path: '/api/docs',
  operationId: 'getDocs',
  tags,
  summary: 'The same for people',
  responses: { 200: contentResponse('A page', ['text/html']) },
})

const findingsRoute = createRoute({
  method: 'get',
  path: '/docs/findings',
  operationId: 'getFindingDocs',
  tags,
  summary: 'Every finding, for people; the docs of a finding link to its place here',
  responses: { 200: contentResponse('A page', ['text/html']) },
})

const styleRoute = createRoute({
  method: 'get',
  path: '/api/docs.css',
  operationId: 'getDocsStyle',
  tags,
  summary: 'The style of these pages',
  responses: { 200: contentResponse('CSS', ['text/css']) },
})

/** The API described for machines and for people, and the findings for people; the last routes to be added, since they describe all others. */
export function addDescriptionRoutes(app: Routes, { context }: RouteParts): Description {
  // Answered in front of the app, so it is described only.
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/api/events',
    operationId: 'followEvents',
    tags: ['Events'],
    summary:
      'Server-sent events: ready, message, session-open, session, session-reviewed, finding, removed, sessions-removed, fault, scenario, verify',
    parameters: [
      ...eventParameters.map((name) => ({
        name,
        in: 'query' as const,
        schema: { type: 'integer' as const },
        description: 'Position to continue after.',
      })),
      {
        name: 'Last-Event-ID',
        in: 'header',
        schema: { type: 'integer' },
        description: 'The same, as browsers send it.',
      },
    ],
    responses: { 200: contentResponse('The stream', ['text/event-stream']) },
  })
  app.openapi(documentRoute, () => Response.json(document))
  app.openapi(docsRoute, () => docsPage(document))
  app.openapi(findingsRoute, () => findingsPage())
  app.openapi(
    styleRoute,
    () => new Response(documentStyle, { headers: { 'content-type': 'text/css; charset=utf-8' } }),
  )
  const document = describeApi(app, context.version, context.webRoot)
  return document
}

/** Every finding there is, each at its id: where the address of a finding leads while the server runs. */
function findingsPage(): Response {
  const contents = findingIds.map((id) => `<li><a href="#${id}">${id}</a></li>`)
  const sections = findingIds.map((id) => {
    const entry = describeFinding(id)
    return `<section id="${id}"><h2><code>${id}</code></h2><p><strong>${escapeHtml(entry?.title ?? '')}</strong> (${entry?.severity}).</p>
<p>${escapeHtml(entry?.paragraph ?? '').replace(/`([^`]+)`/g, '<code>$1</code>')}</p></section>`
  })
  return documentPage({
    title: 'Fourport: findings',
    style: '../api/docs.css',
    contents,
    body: `<p>What Fourport says about a client’s set-up. An <strong>error</strong> stops the mail or gives a password
away; a <strong>warning</strong> is a fault that real servers may not forgive; a <strong>note</strong> is worth knowing
and no mistake. An example of each, and its fix, is in docs/findings.md of the package.</p>
${sections.join('\n')}`,
  })
}
