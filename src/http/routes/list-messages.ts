import { createRoute } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { stillThere } from '../still-there.ts'
import { toMessageSummary } from '../dto/message.ts'
import { jsonResponse, wholeNumber } from '../schemas/common.ts'
import { messagePage } from '../schemas/message.ts'
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
export function addListRoute(app: Routes, { context }: RouteParts): void {
  app.openapi(listRoute, async (c) => {
    const parameters = c.req.valid('query')
    const { limit, before } = parameters
    const page = await context.store.listMessages({
      query: toMessageQuery(parameters, context),
      limit,
      ...(before !== undefined && { before }),
    })
    const messages = await stillThere(page.messages, async (message) =>
      toMessageSummary(message, await context.reader.outline(message)),
    )
    return c.json({ messages, nextBefore: page.nextBefore }, 200)
  })
}
