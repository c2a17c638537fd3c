import { didYouMean } from '../../base/suggest.ts'
import { ProblemError } from '../problem.ts'
import type { Description, Operation } from './common-answers.ts'

/** What a route of the native API declares. */
export interface DeclaredRoute {
  /** Names in the query; one that ends in `*` stands for all that begin so. */
  readonly query: readonly string[]
  /** Names in a JSON body. */
  readonly body: readonly string[]
}

interface Place {
  readonly pattern: RegExp
  /** By method, in capitals. */
  readonly routes: ReadonlyMap<string, DeclaredRoute>
}

/**
 * The routes of the native API as their description declares them. What is asked here is asked once, in front of all
 * routes, so that none can forget it, and none can take what is not described.
 */
export class NativeRoutes {
  readonly #places: readonly Place[]

  constructor({ paths = {}, components }: Description) {
    const schemas = components?.schemas ?? {}
    this.#places = Object.entries(paths)
      // A path without parameters stands above one that would take it for a parameter.
      .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
      .map(([path, item]) => ({
        // Built: of the paths that this server describes.
        pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
        routes: new Map(
          Object.entries(item ?? {}).map(([method, operation]) => [
            method.toUpperCase(),
            declaredBy(operation as Operation, schemas),
          ]),
        ),
      }))
  }

  /** The route that answers, or undefined. */
  find(method: string, path: string): DeclaredRoute | undefined {
    return this.#placeOf(path)?.routes.get(method === 'HEAD' ? 'GET' : method)
  }

  /** The methods there are at a path, for the Allow header; none: there is nothing at all. */
  methodsAt(path: string): string[] {
    const methods = [...(this.#placeOf(path)?.routes.keys() ?? [])]
    return methods.length === 0 ? [] : withImplied(methods)
  }

  /** Throws a 400 problem for a query parameter that the route at this path does not declare. */
  refuseUnknown(method: string, path: string, search: string): void {
    if (search === '') return
    const route = this.find(method, path)
    if (route) refuseUnknownParameters(search, route.query)
  }

  #placeOf(path: string): Place | undefined {
    return this.#places.find(({ pattern }) => pattern.test(path))
  }
}

/** HEAD comes with GET (RFC 9110 §9.3.2), OPTIONS with everything. */
/** The methods that a route answers without naming them. */
export function withImplied(methods: readonly string[]): string[] {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
    (method) => method === 'OPTIONS' || methods.includes(method === 'HEAD' ? 'GET' : method),
  )
}

/** Throws a 400 problem for a parameter that is none of `known`: a misspelt filter that is ignored would match everything. */
export function refuseUnknownParameters(search: string, known: readonly string[]): void {
  for (const name of new URLSearchParams(search).keys()) {
    if (known.some((one) => (one.endsWith('*') ? isBelow(name, one.slice(0, -1)) : one === name))) continue
    throw unknownName(name, 'parameter', known)
  }
}

const isBelow = (name: string, prefix: string): boolean =>
  name.length > prefix.length && name.startsWith(prefix)

/** The problem of a name that nobody knows, with those there are and the one that may be meant. */
export function unknownName(
  name: string,
  what: 'parameter' | 'field',
  known: readonly string[],
): ProblemError {
  const names = known.map((one) => one.replace('*', 'NAME'))
  const typed = name.slice(0, 80)
  const rest = typed.split('.').slice(1).join('.')
  // `header.` alone names no field, so there is none to ask back for.
  const askable = known.map((one) => one.replace('*', rest)).filter((one) => one !== typed)
  const hint = didYouMean(typed, askable)
  const taken =
    names.length === 0
      ? 'none is taken here'
      : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
  const detail = `${JSON.stringify(typed)}: there is no such ${what}; ${taken}.${hint}`
  return new ProblemError(400, 'PARAMETER_INVALID', detail, { parameter: name })
}

type Schemas = NonNullable<NonNullable<Description['components']>['schemas']>

function declaredBy({ parameters = [], requestBody }: Operation, schemas: Schemas): DeclaredRoute {
  const query = parameters.flatMap((one) => {
    if (!('in' in one) || one.in !== 'query') return []
    // An exploded object stands for its members (OpenAPI 3.1 §4.8.12.2): each is a parameter by the name itself.
    return one.schema !== undefined && 'patternProperties' in one.schema ? [`${one.name}.*`] : [one.name]
  })
  const body =
    requestBody && 'content' in requestBody ? requestBody.content['application/json']?.schema : undefined
  const schema = body && '$ref' in body ? schemas[body.$ref.split('/').at(-1) ?? ''] : body
  return { query, body: Object.keys(schema && 'properties' in schema ? (schema.properties ?? {}) : {}) }
}
