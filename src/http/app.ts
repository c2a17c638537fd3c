import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { HTTPException } from 'hono/http-exception'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiProblem } from '../model/api.ts'
import { addMailpit } from './compat/mailpit/mailpit.ts'
import { addMailHog } from './compat/mailhog/mailhog.ts'
import { MailpitSockets } from './compat/mailpit/web-socket.ts'
import type { HttpContext } from './context.ts'
import type { WaitingBytes } from './live/waiting-bytes.ts'
import { describeProblem, internalProblem, ProblemError, problemOf } from './problem.ts'
import type { Received } from './received.ts'
import { addDeleteRoutes } from './routes/delete-messages.ts'
import { addDescriptionRoutes } from './routes/description.ts'
import { addFindingRoutes } from './routes/findings.ts'
import { addInboxRoutes } from './routes/inboxes.ts'
import { addInjectRoute } from './routes/inject.ts'
import { addListRoute } from './routes/list-messages.ts'
import { addMessageRoutes } from './routes/message.ts'
import { addContentRoutes } from './routes/message-content.ts'
import { addReleaseRoute } from './routes/release.ts'
import { addServerRoutes } from './routes/server.ts'
import { addSessionRoutes } from './routes/sessions.ts'
import { addWaitRoute } from './routes/wait.ts'

/** What routes are made of. */
export interface AppParts {
  readonly context: HttpContext
  readonly received: Received
  /** What waits for the readers of all streams. */
  readonly waiting: WaitingBytes
  /** Aborted when the server closes: waits end. */
  readonly closing: AbortSignal
  readonly onError: (error: unknown) => void
}

export type Routes = OpenAPIHono

/** The routes, behind the gate: requests in, responses out. */
export interface App {
  fetch(request: Request): Response | Promise<Response>
  openWebSocket(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** Builds all routes. */
export function createApp(parts: AppParts): App {
  const app: Routes = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return
      const issue = result.error.issues[0]
      throw invalidParameter(issue?.path.map(String) ?? [], issue?.message ?? '', (name) => c.req.query(name))
    },
  })
  addServerRoutes(app, parts)
  addListRoute(app, parts)
  addWaitRoute(app, parts)
  addDeleteRoutes(app, parts)
  addMessageRoutes(app, parts)
  addContentRoutes(app, parts)
  addSessionRoutes(app, parts)
  addFindingRoutes(app, parts)
  addInboxRoutes(app, parts)
  addInjectRoute(app, parts)
  addReleaseRoute(app, parts)
  addDescriptionRoutes(app, parts)
  const mailpit = addMailpit(app, parts)
  addMailHog(app, parts)
  app.notFound((c) =>
    problemResponse(
      describeProblem(
        404,
        'NOT_FOUND',
        `There is nothing at ${c.req.method} ${c.req.path}. /api/docs lists what there is.`,
      ),
    ),
  )
  app.onError((error, c) => {
    const problem = error instanceof HTTPException ? refusedBody(error) : problemOf(error)
    if (problem) return problemResponse(problem)
    // A client that left ends what it asked for with an error that nobody is there to be told of.
    if (!c.req.raw.signal.aborted) parts.onError(error)
    return problemResponse(internalProblem())
  })
  const sockets = new MailpitSockets(mailpit)
  return {
    fetch: (request) => app.fetch(request),
    openWebSocket: (incoming, socket, head) => sockets.open(incoming, socket, head),
  }
}

function problemResponse(problem: ApiProblem): Response {
  const headers = { 'content-type': 'application/problem+json' }
  return Response.json(problem, { status: problem.status, headers })
}

/** The two refusals that are Hono's own: a body that is no JSON, and one that does not say it is. */
function refusedBody({ status }: HTTPException): ApiProblem {
  return status === 415
    ? describeProblem(415, 'CONTENT_TYPE_NOT_ALLOWED', 'Send the body as application/json.')
    : describeProblem(400, 'BODY_INVALID', 'The body is no JSON.')
}

function invalidParameter(
  path: readonly string[],
  message: string,
  given: (name: string) => string | undefined,
): ProblemError {
  const parameter = path.join('.')
  const value = path[0] === undefined ? undefined : given(path[0])
  const got = value === undefined ? '' : ` (got ${JSON.stringify(value.slice(0, 80))})`
  return new ProblemError(
    400,
    'PARAMETER_INVALID',
    `${parameter || 'The request'}: ${message}${got}.`,
    parameter ? { parameter } : {},
  )
}
