import type { ApiProblem } from '../../model/api.ts'
import type { ReportForm } from '../../model/report-files.ts'
import { cell, type Cell } from '../lib/cell.ts'

/** An answer that was an error, in the server's own words. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly parameter: string | null

  constructor(problem: Pick<ApiProblem, 'status' | 'code' | 'detail'> & { readonly parameter?: string }) {
    super(problem.detail)
    this.status = problem.status
    this.code = problem.code
    this.parameter = problem.parameter ?? null
  }
}

/** Relative, so that a prefix in front of the page is in front of the API too. */
const base = 'api/'

/** How many requests have waited so long for an answer that the reader is told. */
export const unanswered: Cell<number> = cell(0)
export const patienceMs = 5_000

async function answered(request: Promise<Response>): Promise<Response> {
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    unanswered.update((count) => count + 1)
  }, patienceMs)
  try {
    return await request
  } finally {
    clearTimeout(timer)
    if (isLate) unanswered.update((count) => count - 1)
  }
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  options: RequestInit = {},
): Promise<Response> {
  let response: Response
  try {
    response = await answered(
      fetch(base + path, {
        ...options,
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    )
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw new ApiError({
      status: 0,
      code: 'UNREACHABLE',
      detail: `The server does not answer (${words}). Is it still running?`,
    })
  }
  if (response.ok) return response
  const problem = (await response.json().catch(() => null)) as ApiProblem | null
  throw new ApiError(
    problem ?? { status: response.status, code: 'HTTP', detail: `The server answered ${response.status}.` },
  )
}

export async function get<T>(path: string): Promise<T> {
  return (await (await call('GET', path)).json()) as T
}

export async function getText(path: string): Promise<string> {
  return (await call('GET', path)).text()
}

/** A change; null where the answer has no body. */
export async function send<T = null>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await call(method, path, body)
  return (response.status === 204 ? null : await response.json()) as T
}

/** Marks a message as read, for every reader of this server: the API and clients of Mailpit have the same state. */
export async function markRead(id: string): Promise<void> {
  await call('PUT', `messages/labels?ids=${encodeURIComponent(id)}`, { isRead: true })
}

/** A deletion that goes on where the page is left meanwhile. What is gone already is as it should be. */
export async function sendLast(method: 'DELETE', path: string): Promise<void> {
  try {
    await call(method, path, undefined, { keepalive: true })
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error
  }
}

/** Address of a resource below a message, for links, frames and pictures. */
export function messageUrl(id: string, rest: string): string {
  return `${base}messages/${encodeURIComponent(id)}/${rest}`
}

/** The API gives addresses from the root of its host; the page, and the API with it, may live anywhere beneath. */
export function fromRoot(url: string): string {
  return url.slice(url.lastIndexOf('/api/') + 1)
}

/** What to ask the API for, of an address that it gave. */
export function pathOf(url: string): string {
  return fromRoot(url).replace(/^api\//, '')
}

/** Address of chosen messages as one file. */
export function exportUrl(chosen: URLSearchParams, as: 'mbox' | 'zip'): string {
  return `${base}messages/export?${new URLSearchParams([...chosen, ['as', as]])}`
}

/** Address of the report of a run of verify, as a file. */
export function reportUrl(form: ReportForm): string {
  return `${base}verify/report?as=${form}`
}

export const caUrl: string = `${base}ca.pem`
export const eventsUrl: string = `${base}events`
export const apiDocsUrl: string = `${base}docs`
