import { createRoute, z } from '@hono/zod-openapi'
import type { ApiFinding } from '../../model/api.ts'
import type { AppParts, Routes } from '../app.ts'
import { jsonResponse, problemResponse, severity, wholeNumber } from '../schemas/common.ts'
import { findings } from '../schemas/session.ts'

const findingsRoute = createRoute({
  method: 'get',
  path: '/api/findings',
  tags: ['Sessions'],
  summary: 'What is wrong with the set-up of clients, newest session first',
  request: {
    query: z.strictObject({
      severity: severity.optional(),
      limit: wholeNumber(1, 1000).default(200),
    }),
  },
  responses: { 200: jsonResponse('The findings', findings), 400: problemResponse('A parameter is wrong') },
})

/** The findings of all kept sessions, in one list. */
export function addFindingRoutes(app: Routes, { context }: AppParts): void {
  app.openapi(findingsRoute, (c) => {
    const { severity, limit } = c.req.valid('query')
    const found: ApiFinding[] = []
    for (const record of [...context.openSessions().toReversed(), ...context.store.listSessions()]) {
      for (const finding of context.verdict(record).findings) {
        if (severity !== undefined && finding.severity !== severity) continue
        found.push({ ...finding, startedAt: record.startedAt })
        if (found.length === limit) return c.json({ findings: found }, 200)
      }
    }
    return c.json({ findings: found }, 200)
  })
}
