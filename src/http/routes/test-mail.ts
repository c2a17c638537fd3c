import { createRoute } from '@hono/zod-openapi'
import { busy } from '../held.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { jsonResponse } from '../schemas/common.ts'
import { problemResponse } from '../schemas/problem.ts'
import { testMail, testMailWanted } from '../schemas/test-mail.ts'
import { listenerNamed, listenerParam } from './listener-named.ts'

/** Each holds a socket for some seconds at most. */
const mostAtOnce = 4

const testMailRoute = createRoute({
  method: 'post',
  path: '/api/ports/{name}/test-mail',
  operationId: 'sendTestMail',
  tags: ['Server'],
  summary: 'Sends a mail to the listener by a real client, set up rightly or wrongly',
  request: {
    params: listenerParam,
    body: { required: true, content: { 'application/json': { schema: testMailWanted } } },
  },
  responses: {
    200: jsonResponse('What became of it', testMail),
    404: problemResponse('There is no such listener'),
    503: problemResponse('So many are on their way already; ask again in a second'),
  },
})

/** For a newcomer: a session that is right, and one that is not. */
export function addTestMailRoute(app: Routes, { context }: RouteParts): void {
  let onTheirWay = 0
  app.openapi(testMailRoute, async (c) => {
    const { name } = listenerNamed(context, c.req.valid('param').name)
    if (onTheirWay >= mostAtOnce)
      throw busy(`${mostAtOnce} test mails are on their way already. Ask again in a second.`)
    onTheirWay += 1
    try {
      return c.json(await context.sendTestMail(name, c.req.valid('json').settings), 200)
    } finally {
      onTheirWay -= 1
    }
  })
}
