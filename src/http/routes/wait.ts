import { createRoute, z } from '@hono/zod-openapi'
import { defaultWaitMs, longestRequestWaitMs } from '../../base/wait-times.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { HttpContext } from '../context.ts'
import type { RouteParts, Routes } from '../route-parts.ts'
import { explainFailedWait } from '../../diagnosis/failed-wait.ts'
import { waitForMessages } from '../../store/wait.ts'
import { WaitTimeoutError } from '../../store/wait-errors.ts'
import { labelsKnown, toMessageSummary } from '../dto/message.ts'
import { answerBy, AnswerLate } from '../answer-by.ts'
import { busy } from '../held.ts'
import { ProblemError } from '../problem.ts'
import { stillThere } from '../still-there.ts'
import { listTurns } from '../stream-list.ts'
import { summariesOf } from '../read-message.ts'
import { jsonResponse, wholeNumber } from '../schemas/common.ts'
import { message, messageList } from '../schemas/message.ts'
import {
  headerParameters,
  knownInbox,
  parametersOf,
  queryFields,
  toMessageQuery,
} from '../schemas/message-query.ts'
import { problemResponse } from '../schemas/problem.ts'
import { closedMeanwhile } from './closed-meanwhile.ts'
import { answerMessage, answerMessages, typed } from './message-answer.ts'

const waitRoute = createRoute({
  method: 'get',
  path: '/api/messages/wait',
  operationId: 'waitForMessages',
  tags: ['Messages'],
  summary: 'Answers as soon as a message matches, at once if it has arrived already',
  parameters: headerParameters,
  request: {
    query: parametersOf({
      ...queryFields,
      timeoutMs: wholeNumber(0, longestRequestWaitMs).default(defaultWaitMs),
      count: wholeNumber(1, 1000).optional().openapi({
        description: 'How many messages must match; the answer is then { messages: [...] }, oldest first.',
      }),
    }),
  },
  responses: {
    200: jsonResponse('The message; with count, the messages', z.union([message, messageList])),
    404: problemResponse('There is no such inbox'),
    408: problemResponse('The time ran out: what arrived instead, and what the sessions of that time show'),
    503: problemResponse('The server closed in the meantime, or had no time to read what arrived'),
  },
})

/** Waiting on the server: no polling, and an account of what happened when nothing came. */
export function addWaitRoute(app: Routes, parts: RouteParts): void {
  const { context, closing, turns, maxLateMs } = parts
  app.openapi(waitRoute, async (c) => {
    const parameters = c.req.valid('query')
    const { timeoutMs, count, inbox } = parameters
    let found: readonly CapturedMessage[] = []
    const later = listTurns(parts, c.req.raw)
    const answer = async (signal: AbortSignal): Promise<Response> => {
      found = await waitForMessages(context, toMessageQuery(parameters, context), {
        count: count ?? 1,
        timeoutMs,
        signal,
        openSessions: () => context.openSessions(),
        view: inbox === undefined ? undefined : context.inboxes.viewOf(knownInbox(inbox, context)),
        explain: (failed) => explainFailedWait(failed, (session) => context.verdict(session)),
      }).catch(async (error: unknown) => {
        throw error instanceof WaitTimeoutError ? await failedWaitProblem(error, context) : error
      })
      const [first] = found as [CapturedMessage]
      // Waiting takes no turn; what has come is read in turn, as everywhere.
      const read = (): Promise<Response> =>
        count === undefined ? answerMessage(context, first) : answerMessages(context, found, later)
      return turns.run(read, { signal })
    }
    const leaving = AbortSignal.any([c.req.raw.signal, closing])
    try {
      return await typed(answerBy(timeoutMs + maxLateMs, leaving, answer))
    } catch (error) {
      if (error instanceof AnswerLate) throw lateProblem(found, timeoutMs)
      throw closedMeanwhile(closing, error)
    }
  })
}

/** The server had too much else to do: what came could not be read in time, or what came instead not be looked at. */
function lateProblem([first]: readonly CapturedMessage[], timeoutMs: number): ProblemError {
  if (first === undefined) {
    const detail = `Nothing that matches was found within ${timeoutMs} ms, and the server was too busy to report what arrived instead.`
    return new ProblemError(408, 'WAIT_TIMEOUT', detail)
  }
  return busy(
    `The message ${first.id} matches, but the server was too busy to read it in time. Try again in a second, or for GET /api/messages/${first.id}.`,
  )
}

async function failedWaitProblem(failed: WaitTimeoutError, context: HttpContext): Promise<ProblemError> {
  const nearMisses = await stillThere(failed.nearMisses, async ({ message, differs }) => ({
    message: toMessageSummary(
      message,
      await context.reader.outline(message),
      labelsKnown(context.store.labels, message),
    ),
    differs,
  }))
  const sessions = await summariesOf(failed.sessions, context)
  return new ProblemError(408, 'WAIT_TIMEOUT', failed.message, { nearMisses, sessions })
}
