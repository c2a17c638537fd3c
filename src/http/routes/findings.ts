import { createRoute, z } from '@hono/zod-openapi'
import { FourportError } from '../../base/errors.ts'
import { since } from '../../base/finding-match.ts'
import type { FindingMatch } from '../../model/finding.ts'
import { nearest } from '../../base/suggest.ts'
import { describeFinding, findingIds } from '../../diagnosis/catalogue.ts'
import { defaultQuietMs, defaultWaitMs, longestRequestWaitMs } from '../../base/wait-times.ts'
import { FindingGroups } from '../finding-groups.ts'
import { answerBy } from '../answer-by.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { ProblemError } from '../problem.ts'
import { jsonResponse, severity, wholeNumber } from '../schemas/common.ts'
import { knownInbox, toTime } from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'
import { finding, findingGroups, findings } from '../schemas/session.ts'
import { closedMeanwhile } from './closed-meanwhile.ts'

const fields = {
  id: z
    .string()
    .superRefine((value, check) => {
      if (describeFinding(value) !== undefined) return
      const near = nearest(value, findingIds)
      const message = `expected the id of a finding${near === undefined ? '' : `, such as ${near}`}`
      check.addIssue({ code: 'custom', message })
    })
    .optional()
    .openapi({ description: 'Id of the finding.' }),
  severity: severity.optional(),
  sessionId: z.string().optional(),
  since: z
    .string()
    .refine((value) => since.fits(toTime(value)), `expected ${since.expected}`)
    .optional()
    .openapi({ description: 'What clients did then or later: ISO 8601, or milliseconds since 1970.' }),
  inbox: z.string().optional().openapi({ description: 'Id of an inbox: only what concerns it.' }),
}

const findingsRoute = createRoute({
  method: 'get',
  path: '/api/findings',
  operationId: 'listFindings',
  tags: ['Sessions'],
  summary: 'What is wrong with the set-up of clients, newest session first',
  request: {
    query: z.object({
      ...fields,
      withinMs: wholeNumber(0, longestRequestWaitMs).default(defaultQuietMs).openapi({
        description:
          'How long to wait for sessions that may be about to end. Where none is, the answer comes at once.',
      }),
      limit: wholeNumber(1, 1000).default(200),
    }),
  },
  responses: {
    200: jsonResponse('The findings', findings),
    404: problemResponse('There is no such inbox'),
    503: problemResponse('The server closed in the meantime'),
  },
})

const groupsRoute = createRoute({
  method: 'get',
  path: '/api/findings/groups',
  operationId: 'listFindingGroups',
  tags: ['Sessions'],
  summary: 'What is wrong, by client, port and cause, in all sessions that are kept; what is wrong now first',
  responses: { 200: jsonResponse('The groups', findingGroups) },
})

const waitRoute = createRoute({
  method: 'get',
  path: '/api/findings/wait',
  operationId: 'waitForFinding',
  tags: ['Sessions'],
  summary: 'Answers as soon as a finding matches, at once if there is one already',
  request: {
    query: z.object({ ...fields, timeoutMs: wholeNumber(0, longestRequestWaitMs).default(defaultWaitMs) }),
  },
  responses: {
    200: jsonResponse('The finding', finding),
    404: problemResponse('There is no such inbox'),
    408: problemResponse('The time ran out: the findings of that time'),
    503: problemResponse('The server closed in the meantime'),
  },
})

/** The findings of all kept sessions, in one list; and waiting for one. */
export function addFindingRoutes(app: Routes, { context, closing }: RouteParts): void {
  let groups: FindingGroups | null = null
  app.openapi(groupsRoute, async (c) => {
    if (groups === null) {
      const made = (groups = new FindingGroups(context))
      closing.addEventListener('abort', () => made.close(), { once: true })
    }
    return c.json({ groups: [...(await groups.list())] }, 200)
  })
  app.openapi(findingsRoute, async (c) => {
    const { inbox, withinMs, limit, ...match } = c.req.valid('query')
    const scope = inbox === undefined ? undefined : knownInbox(inbox, context)
    const leaving = AbortSignal.any([c.req.raw.signal, closing])
    const judged = await answerBy(Infinity, leaving, (signal) =>
      context.findings(toMatch(match), { withinMs, inbox: scope, signal }),
    ).catch((error: unknown) => {
      throw closedMeanwhile(closing, error)
    })
    const found = judged
      .toReversed()
      .flatMap(({ session: { startedAt }, findings }) => findings.map((one) => ({ ...one, startedAt })))
    return c.json({ findings: found.slice(0, limit) }, 200)
  })
  app.openapi(waitRoute, async (c) => {
    const { inbox, timeoutMs, ...match } = c.req.valid('query')
    try {
      const scope = inbox === undefined ? undefined : knownInbox(inbox, context)
      const leaving = AbortSignal.any([c.req.raw.signal, closing])
      const { finding: found, session } = await answerBy(Infinity, leaving, (signal) =>
        context.waitForFinding(toMatch(match), { timeoutMs, inbox: scope, signal }),
      )
      return c.json({ ...found, startedAt: session.startedAt }, 200)
    } catch (error) {
      if (error instanceof FourportError && error.code === 'WAIT_TIMEOUT')
        throw new ProblemError(408, 'WAIT_TIMEOUT', error.message)
      throw closedMeanwhile(closing, error)
    }
  })
}

function toMatch(given: {
  readonly id?: string | undefined
  readonly severity?: FindingMatch['severity'] | undefined
  readonly sessionId?: string | undefined
  readonly since?: string | undefined
}): FindingMatch {
  const { id, severity, sessionId, since } = given
  return {
    ...(id !== undefined && { id }),
    ...(severity !== undefined && { severity }),
    ...(sessionId !== undefined && { sessionId }),
    ...(since !== undefined && { since: toTime(since) }),
  }
}
