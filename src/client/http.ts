import { type ErrorCode, errorCatalogue } from '../base/error-catalogue.ts'
import { FourportError, messageOf } from '../base/errors.ts'
import type { ApiProblem } from '../model/api.ts'

/** API_REFUSED, with the status of the answer. */
export class ApiRefusedError extends FourportError {
  override readonly name: string = 'ApiRefusedError'
  readonly status: number

  constructor(status: number, message: string) {
    super('API_REFUSED', message)
    this.status = status
  }
}

export interface ClientOptions {
  /** Bearer token, where the server asks for one. */
  readonly token?: string
  /** User and password, where the server asks for Basic credentials. */
  readonly user?: string
  readonly password?: string
}

/** Requests to one server, with its errors as FourportError. */
export interface Http {
  /** @throws FourportError API_UNREACHABLE, API_REFUSED, or the server's own code; the signal's reason */
  request(method: string, path: string, options?: RequestOptions): Promise<Response>
  json<Value>(method: string, path: string, options?: RequestOptions): Promise<Value>
}

export interface RequestOptions {
  readonly query?: URLSearchParams
  /** Sent as JSON. */
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export function createHttp(base: URL, options: ClientOptions): Http {
  const authorization = authorizationOf(options)
  const request: Http['request'] = async (method, path, { query, body, signal } = {}) => {
    const url = new URL(path.slice(1), base)
    url.search = query?.toString() ?? ''
    const headers = { ...authorization, ...(body !== undefined && { 'content-type': 'application/json' }) }
    let response: Response
    try {
      response = await fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(signal && { signal }),
      })
    } catch (error) {
      signal?.throwIfAborted()
      const why = error instanceof Error && error.cause ? messageOf(error.cause) : messageOf(error)
      throw new FourportError('API_UNREACHABLE', `${method} ${url.href} failed: ${why}.`, { cause: error })
    }
    if (response.ok) return response
    throw await refusal(method, url, response)
  }
  return {
    request,
    json: async <Value>(method: string, path: string, requestOptions?: RequestOptions) =>
      (await (await request(method, path, requestOptions)).json()) as Value,
  }
}

/** Another test may delete something between the list and the look at it. */
export function nullIfGone(error: unknown): null {
  if (error instanceof ApiRefusedError && error.status === 404) return null
  throw error
}

function authorizationOf({ token, user, password }: ClientOptions): Record<string, string> {
  if (token !== undefined) return { authorization: `Bearer ${token}` }
  if (user === undefined) return {}
  const bytes = new TextEncoder().encode(`${user}:${password ?? ''}`)
  return { authorization: `Basic ${btoa(String.fromCodePoint(...bytes))}` }
}

/** The server's own code where it is one of the library's; a wait over HTTP then fails like one in the process. */
async function refusal(method: string, url: URL, response: Response): Promise<FourportError> {
  const text = await response.text()
  const problem = response.headers.get('content-type')?.startsWith('application/problem+json')
    ? (JSON.parse(text) as ApiProblem)
    : null
  if (problem && problem.code in errorCatalogue)
    return new FourportError(problem.code as ErrorCode, problem.detail)
  const why = problem?.detail ?? text.slice(0, 200)
  return new ApiRefusedError(
    response.status,
    `${method} ${url.pathname} was answered ${response.status}: ${why}`,
  )
}
