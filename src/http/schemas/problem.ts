import { z } from '@hono/zod-openapi'
import type { ApiProblem } from '../../model/api.ts'
import { listOf } from './common.ts'
import { messageSummary } from './message.ts'
import { sessionSummary } from './session.ts'

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().openapi({ description: 'Stable, for programs.' }),
    parameter: z.string().optional().openapi({ description: 'The parameter or body field that is wrong.' }),
    nearMisses: listOf(z.object({ message: messageSummary, differs: listOf(z.string()) }))
      .optional()
      .openapi({ description: 'Of WAIT_TIMEOUT: what arrived instead, and where it differs.' }),
    sessions: listOf(sessionSummary)
      .optional()
      .openapi({ description: 'Of WAIT_TIMEOUT: the sessions of that time.' }),
  })
  .openapi('Problem') as unknown as z.ZodType<ApiProblem>

/** An error response, for the description of a route. */
export function problemResponse(description: string): {
  description: string
  content: { 'application/problem+json': { schema: z.ZodType<ApiProblem> } }
} {
  return { description, content: { 'application/problem+json': { schema: problem } } }
}
