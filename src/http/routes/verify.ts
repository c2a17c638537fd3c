import { createRoute, z } from '@hono/zod-openapi'
import { reportFiles, reportForms } from '../../model/report-files.ts'
import type { VerifyRun } from '../../model/verify-run.ts'
import type { HttpContext } from '../context.ts'
import { ProblemError } from '../problem.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { contentResponse, jsonResponse } from '../schemas/common.ts'
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

function typesOf(isJson: boolean): readonly string[] {
  return reportForms
    .map((form) => reportFiles[form].type.split(';')[0] ?? '')
    .filter((type) => type.endsWith('json') === isJson)
}

const reportRoute = createRoute({
  method: 'get',
  path: '/api/verify/report',
  operationId: 'getVerifyReport',
  tags: ['Verify'],
  summary: 'The report of that run as a file, as far as it has got',
  request: { query: z.object({ as: z.enum(reportForms).default('json') }) },
  responses: {
    200: {
      description: 'The file',
      content: {
        ...contentResponse('', typesOf(false)).content,
        ...contentResponse('', typesOf(true), { type: 'object' }).content,
      },
    },
    404: problemResponse('This server verifies no client'),
  },
})

/** What became of a client so far. */
export function addVerifyRoutes(app: Routes, { context }: RouteParts): void {
  app.openapi(route, (c) => {
    const run = runOf(context)
    return c.json({ ...run.state(), report: run.report() }, 200)
  })
  app.openapi(reportRoute, (c) => {
    const form = c.req.valid('query').as
    const { type, file } = reportFiles[form]
    return new Response(runOf(context).write(form), {
      headers: { 'content-type': type, 'content-disposition': `attachment; filename="${file}"` },
    })
  })
}

function runOf({ verifyRun }: HttpContext): VerifyRun {
  if (verifyRun !== null) return verifyRun
  throw new ProblemError(
    404,
    'NOT_FOUND',
    'This server verifies no client; that of `fourport verify --http-port 0 -- COMMAND` does.',
  )
}
