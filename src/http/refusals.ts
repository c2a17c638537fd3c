import type { ApiProblem } from '../model/api.ts'
import { BodyRequest } from './body-request.ts'
import { unknownName } from './description/native-routes.ts'
import { messagePath } from './read-body.ts'
import { describeProblem, problemBeneath, ProblemError } from './problem.ts'

/** The one refusal that is Hono's own: a body that is not JSON. */
export function refusedBody(request: Request): ApiProblem {
  const body = request instanceof BodyRequest ? request.raw() : Buffer.alloc(0)
  const got = JSON.stringify(body.toString('utf8', 0, 80))
  const orMessage =
    new URL(request.url).pathname === messagePath ? ', or a whole message as message/rfc822' : ''
  const detail = `The body is not JSON (got ${got}); expected an object such as {"name":"value"}${orMessage}.`
  return describeProblem(400, 'BODY_INVALID', detail)
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly code?: string
  readonly keys?: readonly string[]
}

/** What a schema found wrong, with what came in the query; `fields` are those a JSON body may have. */
export function invalidRequest(
  { path, message, code, keys }: Issue,
  given: (name: string) => readonly string[],
  fields: readonly string[],
): ProblemError {
  if (keys?.[0] !== undefined && path.length === 0) return unknownName(keys[0], 'field', fields)
  const parameter = path.map(String).join('.')
  const values = path[0] === undefined ? [] : given(String(path[0]))
  // A union is what may be given more than once.
  if (values.length > 1 && path.length === 1 && code !== 'invalid_union') {
    const detail = `${parameter} is given ${values.length} times; it takes one value.`
    return new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter })
  }
  const got = values[0] === undefined ? '' : ` (got ${JSON.stringify(values[0].slice(0, 80))})`
  return new ProblemError(
    400,
    'PARAMETER_INVALID',
    `${parameter || 'The request'}: ${message}${got}.`,
    parameter ? { parameter } : {},
  )
}

/** What is answered where no route is: 405 where there is one with another method. */
export function nothingThere(
  { method, path, webRoot }: { readonly method: string; readonly path: string; readonly webRoot: string },
  methods: readonly string[],
): ApiProblem {
  const asked = webRoot + path
  const problem =
    methods.length === 0
      ? describeProblem(
          404,
          'NOT_FOUND',
          `There is nothing at ${method} ${asked}. ${webRoot}/api/docs lists every path.`,
        )
      : describeProblem(
          405,
          'METHOD_NOT_ALLOWED',
          `${asked} does not allow ${method}; it allows ${methods.join(', ')}.`,
        )
  return problemBeneath(webRoot, problem)
}
