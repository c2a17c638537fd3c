import type { HttpContext } from './context.ts'

/** The same for what reads many messages: each read waits behind those of who asks for one message. */
export function forLists<Context extends Pick<HttpContext, 'reader'>>(context: Context): Context {
  return { ...context, reader: context.reader.forLists() }
}

const listPaths = new Set([
  '/api/messages',
  '/api/messages/count',
  '/api/messages/export',
  '/api/tags',
  '/api/v1/messages',
  '/api/v1/search',
  '/api/v1/tags',
  '/api/v2/messages',
  '/api/v2/search',
  '/email',
])
const latest = /^\/(?:api\/v1\/message|view)\/latest(?:[./]|$)/

/** Whether a GET of this looks at many messages: a list, a search, or Mailpit's newest message of a search. */
export function readsMany(path: string, search: string): boolean {
  return listPaths.has(path) || (latest.test(path) && new URLSearchParams(search).has('query'))
}
