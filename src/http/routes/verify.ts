import { createRoute } from '@hono/zod-openapi'
import { ProblemError } from '../problem.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { jsonResponse } from '../schemas/common.ts'
import { problemResponse } from '../schemas/problem.ts'
import { verifyRun } from '../schemas/verify.ts'

const route = createRoute({
  method: 'get',
  path: '/api/verify',
  operationId: 'getVerify',
  tags: ['Verify'],
  summary: 'The run of fourport verify that this server belongs to, as far as it has got',
  responses: {
    200: jsonResponse('The run', verifyRun),
    404: problemResponse('This server verifies no client'),
  },
})

/** What became of a client so far. */
export function addVerifyRoute(app: Routes, { context }: RouteParts): void {
  app.openapi(route, (c) => {
    const run = context.verifyRun
    if (run === null) {
      throw new ProblemError(
        404,
        'NOT_FOUND',
        'This server verifies no client; that of `fourport verify --http-port 0 -- COMMAND` does.',
      )
    }
    return c.json({ ...run.state(), report: run.report() }, 200)
  })
}
