import type { AppParts, Routes } from '../app.ts'
import { docsStyle } from '../docs-page.ts'
import { pagePolicy } from '../gate/response-headers.ts'
import { readStaticFiles, type StaticFile } from '../static-files.ts'

/** Views of the page. Their places are fragments, so that any prefix in front of the page will do. */
const views = new Set(['board', 'ports', 'messages', 'sessions', 'inboxes'])

/** The web page at `/` with its files; a view named by a path, as a person types it, is led to its place. */
export function addPageRoutes(app: Routes, { uiDirectory }: AppParts): void {
  let files: Promise<ReadonlyMap<string, StaticFile>> | undefined
  app.get(
    '/api/docs.css',
    () => new Response(docsStyle, { headers: { 'content-type': 'text/css; charset=utf-8' } }),
  )
  app.get('*', async (c, next) => {
    const path = new URL(c.req.url).pathname
    if (path.startsWith('/api/') || path.startsWith('/view/')) return next()
    files ??= uiDirectory === null ? Promise.resolve(new Map()) : readStaticFiles(uiDirectory)
    const all = await files
    const file = all.get(path)
    if (file) return serve(file, c.req.header('if-none-match'))
    const start = all.get('/index.html')
    if (!start) return notBuilt()
    if (path === '/') return serve(start, c.req.header('if-none-match'))
    return views.has(path.split('/')[1] ?? '') ? leadTo(new URL(c.req.url)) : next()
  })
}

/** Relative, because only the browser knows what prefix stands in front of the page. */
function leadTo({ pathname, search }: URL): Response {
  const up = '../'.repeat(pathname.split('/').length - 2) || './'
  return new Response(null, { status: 302, headers: { location: `${up}#${pathname}${search}` } })
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

function notBuilt(): Response {
  const text = 'The page is not built here. The API is at /api/docs.\n'
  return new Response(text, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
