import { untilSuccess } from '../base/until-success.ts'
import { isPageView } from '../model/page-views.ts'
import { pagePolicy } from './gate/response-headers.ts'
import { readStaticFiles, type StaticFile } from './static-files.ts'

/** A request for the page, as the gate let it in. */
export interface PageRequest {
  /** Beneath the web root. */
  readonly path: string
  readonly webRoot: string
  /** Whether it was asked for as a folder: with the slash at its end. */
  readonly isFolder: boolean
  /** With its `?`, or ''. */
  readonly search: string
  readonly ifNoneMatch: string | undefined
}

/** Answers what is the page's; null: it is a route's, or nobody's. */
export type PageHandler = (request: PageRequest) => Promise<Response | null>

/**
 * The web page at `/` with its files; a view named by a path, as a person types it, is led to its place, which is a fragment so
 * that any prefix in front of the page will do. It stands apart from the routes, whose libraries take longer to load than a browser to paint.
 */
export function createPage(directory: string | null): PageHandler {
  const files = untilSuccess(() =>
    directory === null ? Promise.resolve(new Map<string, StaticFile>()) : readStaticFiles(directory),
  )
  return async ({ path, webRoot, isFolder, search, ifNoneMatch }) => {
    if (path.startsWith('/api/') || path.startsWith('/view/')) return null
    if (path === '/' && !isFolder && webRoot !== '') return leadInto(webRoot, search)
    const all = await files()
    const file = all.get(path === '/' ? '/index.html' : path)
    if (file) return serve(file, ifNoneMatch)
    const isView = isPageView(path.split('/')[1] ?? '')
    if (!isView && path !== '/') return null
    return all.size === 0 ? notBuilt(webRoot) : leadTo(path, search)
  }
}

/** Relative, because only the browser knows what prefix stands in front of the page. */
function leadTo(path: string, search: string): Response {
  const up = '../'.repeat(path.split('/').length - 2) || './'
  // Parsed, so that nothing but ASCII is left to stand in a header.
  const location = `${up}#${path}${new URL(`http://localhost/${search}`).search}`
  return new Response(null, { status: 302, headers: { location } })
}

/** The page loads what is beside it, so its own address ends with a slash. */
function leadInto(webRoot: string, search: string): Response {
  const location = `${webRoot.slice(webRoot.lastIndexOf('/') + 1)}/${new URL(`http://localhost/${search}`).search}`
  return new Response(null, { status: 302, headers: { location } })
}

function serve(file: StaticFile, known: string | undefined): Response {
  const headers = {
    'content-type': file.type,
    'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': pagePolicy,
    etag: file.etag,
  }
  return known === file.etag
    ? new Response(null, { status: 304, headers })
    : new Response(new Uint8Array(file.content), { headers })
}

function notBuilt(webRoot: string): Response {
  const text = `The page is not built here. The API is at ${webRoot}/api/docs.\n`
  return new Response(text, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
