import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { listTurns, streamList } from '../stream-list.ts'
import { labelsKnown, toMessageSummary } from '../dto/message.ts'
import { jsonResponse, wholeNumber } from '../schemas/common.ts'
import { messageCount, messagePage } from '../schemas/message.ts'
import { typed } from './message-answer.ts'
import { headerParameters, parametersOf, queryFields, toMessageQuery } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/api/messages',
  operationId: 'listMessages',
  tags: ['Messages'],
  summary: 'Messages that match, newest first',
  parameters: headerParameters,
  request: {
    query: parametersOf({
      ...queryFields,
      limit: wholeNumber(1, 200).default(50),
      offset: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0).openapi({
        description: 'How many of those that match are left out, from the newest on.',
      }),
      before: wholeNumber(0, Number.MAX_SAFE_INTEGER)
        .optional()
        .openapi({ description: 'nextBefore of the page before.' }),
    }),
  },
  responses: {
    200: jsonResponse('A page', messagePage),
    404: problemResponse('There is no such inbox'),
  },
})

const countRoute = createRoute({
  method: 'get',
  path: '/api/messages/count',
  operationId: 'countMessages',
  tags: ['Messages'],
  summary: 'How many messages match, and how many of them nobody has read',
  parameters: headerParameters,
  request: { query: parametersOf(queryFields) },
  responses: {
    200: jsonResponse('The numbers', messageCount),
    404: problemResponse('There is no such inbox'),
  },
})

/** The list of messages, and how long it is. */
export function addListRoutes(app: Routes, parts: RouteParts): void {
  const { context } = parts
  app.openapi(countRoute, async (c) => {
    const { store } = context
    const { labels } = store
    const query = toMessageQuery(c.req.valid('query'), context)
    if (Object.keys(query).length === 0) {
      const { messages } = await store.counts()
      return c.json({ messages, unread: messages - labels.readCount }, 200)
    }
    const { messages } = await store.listMessages({ query, signal: c.req.raw.signal })
    const unread = messages.filter(({ id }) => !labels.isRead(id)).length
    return c.json({ messages: messages.length, unread }, 200)
  })
  app.openapi(listRoute, async (c) => {
    const reader = context.reader.forLists()
    const parameters = c.req.valid('query')
    const { limit, offset, before } = parameters
    const page = await context.store.listMessages({
      query: toMessageQuery(parameters, context),
      limit: offset + limit,
      ...(before !== undefined && { before }),
    })
    return typed(
      streamList(
        {
          head: '{"messages":[',
          given: page.messages.slice(offset),
          make: async (message) =>
            JSON.stringify(
              toMessageSummary(
                message,
                await reader.outline(message),
                labelsKnown(context.store.labels, message),
              ),
            ),
          tail: () => `],"nextBefore":${JSON.stringify(page.nextBefore)}}`,
        },
        listTurns(parts, c.req.raw),
      ),
    )
  })
}
