import { cell } from './cell.ts'
import type { Cell } from './cell.ts'

/** A place in the page: `#/messages/m12ab/source?q=tls:no` is `['messages', 'm12ab', 'source']` with `q`. */
export interface Route {
  readonly path: readonly string[]
  readonly params: URLSearchParams
}

/** The fragment, so that any static server and any prefix will do. */
function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?')
  return { path: path.split('/').filter(Boolean).map(decoded), params: new URLSearchParams(query) }
}

/** As it is where it cannot be decoded: somebody typed it, or it was cut. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const route: Cell<Route> = cell(read())
addEventListener('hashchange', () => route.set(read()))

/** The address of a place; parameters that are empty are left out. */
export function href(
  path: readonly string[],
  params: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value)
  const tail = query.toString()
  return `#/${path.map(encodeURIComponent).join('/')}${tail ? `?${tail}` : ''}`
}

/** Goes there; with `replace` the back button skips the place left. */
export function go(target: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) {
    history.replaceState(null, '', target)
    route.set(read())
  } else location.hash = target.slice(1)
}
