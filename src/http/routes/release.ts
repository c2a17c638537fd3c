import { createRoute, z } from '@hono/zod-openapi'
import type { RouteParts, Routes } from '../route-parts.ts'
import { ProblemError } from '../problem.ts'
import { idParam } from '../schemas/common.ts'
import { findMessage } from './find-message.ts'
import { problemResponse } from '../schemas/problem.ts'

const releaseRoute = createRoute({
  method: 'post',
  path: '/api/messages/{id}/release',
  operationId: 'releaseMessage',
  tags: ['Messages'],
  summary: 'Sends a message to the configured real server',
  request: {
    params: idParam,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({ to: z.array(z.string().min(1).max(1000)).min(1).max(100) })
            .openapi('Release'),
        },
      },
    },
  },
  responses: {
    204: { description: 'The real server accepted it' },
    400: problemResponse('A recipient is not one address, or the body is wrong'),
    403: problemResponse(
      'A recipient is not on the list of allowed ones, or the request comes from a page of another site',
    ),
    404: problemResponse('The message does not exist'),
    409: problemResponse('No real server is configured'),
    502: problemResponse('The real server refused'),
  },
})

/** Release to a real server; off unless configured. */
export function addReleaseRoute(app: Routes, { context }: RouteParts): void {
  app.openapi(releaseRoute, async (c) => {
    const message = await findMessage(context, c.req.valid('param').id)
    if (!context.release) {
      throw new ProblemError(
        409,
        'RELEASE_OFF',
        'Release is off: no real server is configured. Name one with --release (docs/options.md).',
      )
    }
    await context.release(message, c.req.valid('json').to)
    return c.body(null, 204)
  })
}
