import type { HTTPException } from 'hono/http-exception'
import type { ApiProblem } from '../model/api.ts'
import { unknownName } from './description/native-routes.ts'
import { describeProblem, ProblemError } from './problem.ts'

/** The two refusals that are Hono's own: a body that is no JSON, and one that does not say it is. */
export function refusedBody({ status }: HTTPException): ApiProblem {
  return status === 415
    ? describeProblem(415, 'CONTENT_TYPE_NOT_ALLOWED', 'Send the body as application/json.')
    : describeProblem(400, 'BODY_INVALID', 'The body is no JSON.')
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
export function nothingThere(method: string, path: string, methods: readonly string[]): ApiProblem {
  return methods.length === 0
    ? describeProblem(
        404,
        'NOT_FOUND',
        `There is nothing at ${method} ${path}. /api/docs lists what there is.`,
      )
    : describeProblem(405, 'METHOD_NOT_ALLOWED', `${path} has no ${method}; it has ${methods.join(', ')}.`)
}
