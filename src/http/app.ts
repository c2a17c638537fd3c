import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { HTTPException } from 'hono/http-exception'
import { OpenAPIHono } from '@hono/zod-openapi'
import { toProblemResponse } from './answer.ts'
import { createMethodsFinder } from './compat/compat-methods.ts'
import { isCompat, mailHogEvents } from './compat/compat-path.ts'
import { addMailDev } from './compat/maildev/maildev.ts'
import { addMailpit } from './compat/mailpit/mailpit.ts'
import { MailHogEvents } from './compat/mailhog/events.ts'
import { addMailHog } from './compat/mailhog/mailhog.ts'
import { MailpitSockets } from './compat/mailpit/web-socket.ts'
import { NativeRoutes } from './description/native-routes.ts'
import { internalProblem, problemBeneath, problemOf } from './problem.ts'
import { invalidRequest, nothingThere, refusedBody } from './refusals.ts'
import type { RouteParts, Routes } from './route-parts.ts'
import { addNativeRoutes } from './routes/native.ts'

/** The routes, behind the gate: requests in, responses out. */
export interface App {
  fetch(request: Request): Response | Promise<Response>
  /** The methods there are at a path, for Allow; none: there is nothing at it. */
  methodsAt(path: string): string[]
  /** The answer where no route is. */
  nothingAt(method: string, path: string): Response
  /** Answers with MailHog’s stream of messages. */
  openMailHogEvents(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    extra: Readonly<Record<string, string>>,
  ): void
  openWebSocket(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** Builds all routes. */
export function createApp(parts: RouteParts): App {
  const { webRoot } = parts.context
  const app: Routes = new OpenAPIHono({
    defaultHook: (result, c) => {
      const [issue] = result.success ? [] : result.error.issues
      if (!issue) return
      const fields = routes.find(c.req.method, c.req.path)?.body ?? []
      throw invalidRequest(issue, (name) => c.req.queries(name) ?? [], fields)
    },
  })
  const routes = new NativeRoutes(addNativeRoutes(app, parts))
  const nativeRoutes = app.routes.length
  const mailpit = addMailpit(app, parts)
  addMailHog(app, parts)
  addMailDev(app, parts)
  const compatMethodsAt = createMethodsFinder([
    ...app.routes.slice(nativeRoutes),
    { method: 'GET', path: mailHogEvents },
  ])
  const methodsAt = (path: string): string[] =>
    isCompat(path) ? compatMethodsAt(path) : routes.methodsAt(path)
  const nothingAt = (method: string, path: string): Response => {
    const methods = methodsAt(path)
    const allow = methods.length > 0 ? { allow: methods.join(', ') } : {}
    return toProblemResponse(path, nothingThere({ method, path, webRoot }, methods), allow)
  }
  app.notFound((c) => nothingAt(c.req.method, c.req.path))
  app.onError((error, c) => {
    const problem = error instanceof HTTPException ? refusedBody(c.req.raw) : problemOf(error)
    // A client that left ends what it asked for with an error that nobody is there to be told of.
    if (!problem && !c.req.raw.signal.aborted) parts.onError(error)
    return toProblemResponse(c.req.path, problemBeneath(webRoot, problem ?? internalProblem()))
  })
  const sockets = new MailpitSockets(mailpit)
  const events = new MailHogEvents(parts)
  return {
    fetch: (request) => {
      const { pathname, search } = new URL(request.url)
      routes.refuseUnknown(request.method, pathname, search)
      return app.fetch(request)
    },
    methodsAt,
    nothingAt,
    openMailHogEvents: (incoming, outgoing, extra) => events.open(incoming, outgoing, extra),
    openWebSocket: (incoming, socket, head) => sockets.open(incoming, socket, head),
  }
}
