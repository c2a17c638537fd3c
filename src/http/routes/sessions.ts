import { createRoute, z } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { stillOpen } from '../../store/still-open.ts'
import { notFound } from '../problem.ts'
import { onPurposeOf } from '../on-purpose.ts'
import { findSession, summaryOf } from '../read-message.ts'
import { streamList } from '../stream-list.ts'
import { typed } from './message-answer.ts'
import { fixesFor } from '../settings.ts'
import { workedLike } from '../worked-like.ts'
import { deleted, idParam, jsonResponse, wholeNumber } from '../schemas/common.ts'
import { session, sessionPage } from '../schemas/session.ts'
import { problemResponse } from '../schemas/problem.ts'

const tags = ['Sessions']

const sessionId = (example: string): z.ZodString =>
  z.string().regex(/^s[\da-z]{1,40}$/, `must be the id of a session, such as ${example}`)

const listRoute = createRoute({
  method: 'get',
  path: '/api/sessions',
  operationId: 'listSessions',
  tags,
  summary: 'Connections, including failed ones: open ones first, then newest first',
  request: {
    query: z.object({
      limit: wholeNumber(1, 200).default(50),
      before: sessionId('nextBefore of the page before').optional().openapi({
        description: 'nextBefore of the page before.',
      }),
    }),
  },
  responses: { 200: jsonResponse('A page', sessionPage) },
})

const oneRoute = createRoute({
  method: 'get',
  path: '/api/sessions/{id}',
  operationId: 'getSession',
  tags,
  summary: 'The whole record of a connection, and its verdict',
  request: { params: idParam },
  responses: { 200: jsonResponse('The session', session), 404: problemResponse('It is not there') },
})

const deleteRoute = createRoute({
  method: 'delete',
  path: '/api/sessions',
  operationId: 'deleteSessions',
  tags,
  summary: 'Deletes the records of ended sessions: all, or those up to one of them',
  request: {
    query: z.object({
      all: z.literal('true'),
      upTo: sessionId('the newest that is listed').optional().openapi({
        description: 'This session and those that ended before it; later ones stay.',
      }),
    }),
  },
  responses: {
    200: jsonResponse('How many were deleted', deleted),
    400: problemResponse('all=true is missing'),
  },
})

/** Session records with their verdicts. */
export function addSessionRoutes(app: Routes, { context }: RouteParts): void {
  const { store } = context
  app.openapi(listRoute, async (c) => {
    const { limit, before } = c.req.valid('query')
    const open = before === undefined ? context.openSessions().toReversed() : []
    // One beyond the page tells that there is another page.
    const ended = await store.listSessions({ limit: limit + 1, ...(before !== undefined && { before }) })
    const page = ended.slice(0, limit)
    const nextBefore = ended.length > limit ? (page.at(-1)?.id ?? null) : null
    return typed(
      streamList({
        head: '{"sessions":[',
        given: [...stillOpen(open, ended), ...page],
        make: async (record) => JSON.stringify(await summaryOf(record, context)),
        tail: () => `],"nextBefore":${JSON.stringify(nextBefore)}}`,
      }),
    )
  })
  app.openapi(oneRoute, async (c) => {
    const { id } = c.req.valid('param')
    const record = await findSession(context, id)
    if (!record) throw notFound('session', id)
    const verdict = await context.verdict(record)
    const worked = await workedLike(record, verdict, context)
    const onPurpose = await onPurposeOf(record, verdict)
    return c.json({ record, verdict, fixes: fixesFor(record, verdict, context), worked, onPurpose }, 200)
  })
  app.openapi(deleteRoute, async (c) =>
    c.json({ deleted: await store.clearSessions(c.req.valid('query').upTo) }, 200),
  )
}
