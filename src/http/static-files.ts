import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { systemCode } from '../base/errors.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface StaticFile {
  readonly content: Buffer
  readonly type: string
  readonly etag: string
  /** Its name changes with its content, so it may be kept for good. */
  readonly immutable: boolean
}

/** Reads a folder of a built page whole, by URL path. A request then looks into a Map, and no path of a request reaches the disk. */
export async function readStaticFiles(directory: string): Promise<ReadonlyMap<string, StaticFile>> {
  const files = new Map<string, StaticFile>()
  for (const entry of await entriesOf(directory)) {
    const file = join(entry.parentPath, entry.name)
    const type = types[extname(file)]
    if (!entry.isFile() || type === undefined) continue
    const path = `/${relative(directory, file).split(sep).map(encodeURIComponent).join('/')}`
    // Vite puts a hash of the content before the extension of what it builds into assets/.
    const immutable = path.startsWith('/assets/')
    const content = await readFile(file)
    // Weak: it is the same whether the answer is compressed or not (RFC 9110 §8.8.3).
    const etag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"`
    files.set(path, { content, type, etag, immutable })
  }
  return files
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { recursive: true, withFileTypes: true })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [] // not built: the route says so
    throw error
  }
}
