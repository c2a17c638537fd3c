import type { OpenAPIHono } from '@hono/zod-openapi'

export type Description = ReturnType<OpenAPIHono['getOpenAPI31Document']>
export type Operation = NonNullable<NonNullable<Description['paths']>[string]['get']>
type Responses = NonNullable<NonNullable<Description['components']>['responses']>

/** Both ask for the same: `--http-auth` is taken as the first, `--http-token` as either. */
export const securitySchemes: NonNullable<NonNullable<Description['components']>['securitySchemes']> = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'The user and password of --http-auth; or any user, with the token of --http-token.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'The token of --http-token.' },
}

/** None is asked for unless the server was started with credentials. */
export const security: NonNullable<Description['security']> = [{}, { basic: [] }, { bearer: [] }]

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** What gate, body reader and router answer, whatever the route. */
export const commonResponses: Responses = {
  BadRequest: {
    description: 'A parameter is unknown or wrong, or the path or the body cannot be read',
    content: problem,
  },
  Unauthorized: {
    description: 'Credentials are missing or wrong',
    headers: { 'WWW-Authenticate': { required: true, schema: { type: 'string' } } },
    content: problem,
  },
  Forbidden: {
    description:
      'The request comes from a page of another site (allow its origin with --cors-origin); or it would change what --read-only shows',
    content: problem,
  },
  MethodNotAllowed: {
    description: 'This path exists, but not with this method',
    headers: {
      Allow: {
        required: true,
        description: 'The allowed methods (RFC 9110, section 10.2.1).',
        schema: { type: 'string' },
      },
    },
    content: problem,
  },
  TooLarge: {
    description: 'The body is over the limit: 1 MiB, or 40 MiB for a message',
    content: problem,
  },
  WrongHost: {
    description: 'The Host header has a name that is not this server’s; allow it with --allowed-host',
    content: problem,
  },
  Busy: {
    description: 'There is no room now for more data in flight, or too many lists are waiting',
    headers: {
      'Retry-After': { required: false, description: 'Seconds.', schema: { type: 'integer' } },
    },
    content: problem,
  },
  InternalError: { description: 'An error in the server; its log has the details', content: problem },
}

type Name = keyof typeof commonResponses

const always: Readonly<Record<number, Name>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  405: 'MethodNotAllowed',
  421: 'WrongHost',
  500: 'InternalError',
  503: 'Busy',
}
const ofChanges: Readonly<Record<number, Name>> = { 413: 'TooLarge' }
/** The common answers of one operation, by status. */
export function commonAnswersOf(method: string): Operation['responses'] {
  const names = { ...always, ...(method !== 'get' && ofChanges) }
  return Object.fromEntries(
    Object.entries(names).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  )
}
