import { withImplied } from '../description/native-routes.ts'

interface Route {
  readonly method: string
  readonly path: string
}

/** The methods of other catchers' routes at a path, for Allow; none: there is no such route. */
export function createMethodsFinder(routes: readonly Route[]): (path: string) => string[] {
  const places = routes.map(({ method, path }) => ({
    method,
    // Built: of the paths that are added here.
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
  }))
  return (path) => {
    const methods = places.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    return methods.length === 0 ? [] : withImplied([...new Set(methods)])
  }
}
