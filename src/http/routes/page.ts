import type { AppParts, Routes } from '../app.ts'
import { docsStyle } from '../docs-page.ts'
import { pagePolicy } from '../gate/response-headers.ts'
import { readStaticFiles, type StaticFile } from '../static-files.ts'

/** The web page at `/`: its files, and its start for every other path, since the page has its own routes. */
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
    // A missing script must be a 404: the start page in its place would be a puzzle.
    if (/\.[a-z0-9]{1,5}$/i.test(path) && !/\.html?$/i.test(path)) return next()
    const start = all.get('/index.html')
    return start ? serve(start, c.req.header('if-none-match')) : notBuilt()
  })
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
