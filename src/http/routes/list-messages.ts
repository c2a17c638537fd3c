import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { listTurns, streamList } from '../stream-list.ts'
import { toMessageSummary } from '../dto/message.ts'
import { jsonResponse, wholeNumber } from '../schemas/common.ts'
import { messagePage } from '../schemas/message.ts'
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

/** The list of messages. */
export function addListRoute(app: Routes, parts: RouteParts): void {
  const { context } = parts
  app.openapi(listRoute, async (c) => {
    const reader = context.reader.forLists()
    const parameters = c.req.valid('query')
    const { limit, before } = parameters
    const page = await context.store.listMessages({
      query: toMessageQuery(parameters, context),
      limit,
      ...(before !== undefined && { before }),
    })
    return typed(
      streamList(
        {
          head: '{"messages":[',
          given: page.messages,
          make: async (message) => JSON.stringify(toMessageSummary(message, await reader.outline(message))),
          tail: () => `],"nextBefore":${JSON.stringify(page.nextBefore)}}`,
        },
        listTurns(parts, c.req.raw),
      ),
    )
  })
}
