import { FourportError } from '../base/errors.ts'
import { anchorOf, type ProblemCode } from './problem-codes.ts'
import type { ApiProblem } from '../model/api.ts'

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Credentials needed',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Nothing arrived in time',
  409: 'Not possible here',
  413: 'Too large',
  421: 'Wrong host',
  500: 'Internal error',
  502: 'The other server refused',
  503: 'Not now',
  507: 'Store full',
}

/** Thrown by a route; the app answers it as RFC 9457 problem JSON. */
export class ProblemError extends Error {
  override readonly name: string = 'ProblemError'
  readonly problem: ApiProblem

  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    extra: Partial<Pick<ApiProblem, 'parameter' | 'nearMisses' | 'sessions'>> = {},
  ) {
    super(detail)
    this.problem = describeProblem(status, code, detail, extra)
  }
}

/** Builds the body of an error. */
export function describeProblem(
  status: number,
  code: ProblemCode,
  detail: string,
  extra: Partial<Pick<ApiProblem, 'parameter' | 'nearMisses' | 'sessions'>> = {},
): ApiProblem {
  const type = `/api/docs#${anchorOf(code)}`
  return { type, title: titles[status] ?? 'Error', status, detail, code, ...extra }
}

/** The same with the address of its page, where there is a web root; '': there is none. */
export function problemBeneath(webRoot: string, problem: ApiProblem): ApiProblem {
  return webRoot === '' ? problem : { ...problem, type: webRoot + problem.type }
}

/** What a fault of ours is answered with: nothing of it is told. */
export function internalProblem(): ApiProblem {
  return describeProblem(500, 'INTERNAL', 'An error in the server; its log has the details.')
}

/** A 404 for one thing by its id. `others` is a sentence on those that there are. */
export function notFound(what: string, id: string, others = ''): ProblemError {
  const detail = `There is no ${what} ${JSON.stringify(id.slice(0, 80))}. ${others}`
  return new ProblemError(404, 'NOT_FOUND', detail.trimEnd())
}

/** Errors of the library that a request can cause; all others are faults. */
const statusOfCode: { readonly [Code in ProblemCode & FourportError['code']]?: number } = {
  QUERY_INVALID: 400,
  OPTION_UNKNOWN: 400,
  OPTION_INVALID: 400,
  OPTION_CONFLICT: 409,
  SCENARIO_UNAVAILABLE: 409,
  PORT_IN_USE: 409,
  PORT_FORBIDDEN: 409,
  PORT_UNAVAILABLE: 409,
  MESSAGE_TOO_LARGE: 413,
  STORE_FULL: 507,
  STORE_READ_ONLY: 403,
  STORE_FAILED: 503,
  FAULTS_FULL: 507,
  MESSAGE_GONE: 404,
  SERVER_CLOSED: 503,
  RELEASE_ADDRESS_INVALID: 400,
  RELEASE_REFUSED: 403,
  RELEASE_FAILED: 502,
}

/** The problem for anything a route may throw; null: it is a fault of ours. */
export function problemOf(error: unknown): ApiProblem | null {
  if (error instanceof ProblemError) return error.problem
  if (!(error instanceof FourportError)) return null
  const code = error.code as keyof typeof statusOfCode
  const status = statusOfCode[code]
  return status === undefined ? null : describeProblem(status, code, `${error.message} ${error.help}`)
}
