import { OpenAPIHono } from '@hono/zod-openapi'
import { isCompat } from '../../../../src/http/compat/compat-path.ts'
import { readTarget } from '../../../../src/http/gate/path.ts'
import { addNativeRoutes } from '../../../../src/http/routes/native.ts'
import { closed, type Schema, Schemas } from './schemas.ts'
import { answered, essence, type Exchange } from './exchange.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

interface Answer {
  readonly $ref?: string
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
  readonly responses: Readonly<Record<string, Answer>>
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly responses: Readonly<Record<string, Answer>>
  }
}

/** The description of the API, made by the routes themselves. */
export function describedApi(): Document {
  const parts = { context: { version: '0.0.0-test', webRoot: '' } } as Parameters<typeof addNativeRoutes>[1]
  return addNativeRoutes(new OpenAPIHono(), parts) as unknown as Document
}

/** What the gate answers before it looks at a route. */
const ofTheGate = [400, 401, 403, 413, 421]

/** Holds what is said over HTTP against the description of the API. */
export class Contract {
  readonly #document: Document
  readonly #schemas: Schemas

  constructor(document: Document = describedApi()) {
    this.#document = document
    this.#schemas = new Schemas(document.components.schemas)
  }

  /** What an exchange does against the description; nothing: it keeps to it. */
  faultsOf(exchange: Exchange): string[] {
    const target = readTarget(exchange.target)
    if (isOutside(exchange)) return []
    if (!target || !(target.path.startsWith('/api/') || this.#operationsAt(target.path))) return []
    const faults = isCompat(target.path)
      ? ofCompat(exchange)
      : this.#ofNative(exchange, target.path, new URLSearchParams(target.search))
    const { method, status } = exchange
    return faults.map((fault) => `${method} ${exchange.target.slice(0, 200)} -> ${status}: ${fault}`)
  }

  #ofNative(exchange: Exchange, path: string, query: URLSearchParams): string[] {
    const { status } = exchange
    const method = exchange.method === 'HEAD' ? 'get' : exchange.method.toLowerCase()
    const operations = this.#operationsAt(path)
    if (!operations)
      return [404, ...ofTheGate].includes(status) || method === 'options' ? [] : ['nothing is described here']
    const operation = operations[method]
    if (!operation) return ofOtherMethod(exchange, Object.keys(operations))
    return [
      ...this.#ofAnswer(exchange, operation),
      ...(status < 400 ? [...this.#ofQuery(query, operation), ...this.#ofBody(exchange, operation)] : []),
    ]
  }

  #operationsAt(path: string): Readonly<Record<string, Operation>> | undefined {
    const { paths } = this.#document
    if (Object.hasOwn(paths, path)) return paths[path]
    const template = Object.keys(paths).find((one) => {
      const given = path.split('/')
      const parts = one.split('/')
      return (
        parts.length === given.length && parts.every((part, n) => part.startsWith('{') || part === given[n])
      )
    })
    return template === undefined ? undefined : paths[template]
  }

  #ofAnswer(exchange: Exchange, { responses }: Operation): string[] {
    const described = responses[exchange.status]
    const answer = described?.$ref ? this.#document.components.responses[lastOf(described.$ref)] : described
    if (!answer) return [`this status is not described; there are ${Object.keys(responses).join(', ')}`]
    const missing = Object.entries(answer.headers ?? {}).filter(
      ([name, { required }]) => required !== false && answered(exchange, name.toLowerCase()) === '',
    )
    const faults = missing.map(([name]) => `the header ${name} is missing`)
    const type = essence(answered(exchange, 'content-type'))
    const { content } = answer
    if (!content) return type === '' ? faults : [...faults, `a body of ${type} where none is described`]
    if (!Object.hasOwn(content, type))
      return [...faults, `"${type}" is not described; there are ${Object.keys(content).join(', ')}`]
    const schema = content[type]?.schema
    const { responseBody } = exchange
    if (!schema || exchange.method === 'HEAD' || responseBody === null) return faults
    if (!/[/+]json$/.test(type) || schema.format === 'binary') return faults
    return [...faults, ...this.#schemas.faultsOf(closed(schema), JSON.parse(responseBody.toString()))]
  }

  #ofQuery(query: URLSearchParams, { parameters = [] }: Operation): string[] {
    const inQuery = parameters.filter((one) => one.in === 'query')
    const faults: string[] = []
    for (const name of new Set(query.keys())) {
      const parameter = inQuery.find((one) => one.name === name)
      const pattern = inQuery.some(({ schema: { patternProperties = {} } }) =>
        Object.keys(patternProperties).some((one) => new RegExp(one).test(name)),
      )
      if (!parameter && !pattern) faults.push(`the parameter "${name}" is not described, and was taken`)
      if (!parameter) continue
      const values = query.getAll(name).map((one) => readAs(parameter.schema, one))
      const value = parameter.schema.type === 'array' ? values : values.length === 1 ? values[0] : values
      faults.push(
        ...this.#schemas.faultsOf(parameter.schema, value).map((fault) => `parameter ${name}: ${fault}`),
      )
    }
    const missing = inQuery.filter(({ required, name }) => required && !query.has(name))
    return [...faults, ...missing.map(({ name }) => `the parameter ${name} is required, and was not needed`)]
  }

  #ofBody({ requestBody: body, requestHeaders }: Exchange, { requestBody }: Operation): string[] {
    const type = essence(requestHeaders['content-type'] ?? '')
    if (!requestBody || body === null) return []
    // Whatever is not described is read as JSON.
    const isJson = type === 'application/json' || !requestBody.content[type]
    const described = requestBody.content[isJson ? 'application/json' : type]
    if (!described) return [`a body of "${type}" is not described, and was taken`]
    if (!isJson || !described.schema) return []
    return this.#schemas
      .faultsOf(described.schema, JSON.parse(body.toString()))
      .map((fault) => `body: ${fault}`)
  }
}

/** Whether the answer is that of a server whose API is elsewhere, beneath its web root. */
function isOutside({ status, responseBody }: Exchange): boolean {
  return status === 404 && responseBody?.includes('(--web-root)') === true
}

/** Clients of other catchers know no problem JSON. */
function ofCompat(exchange: Exchange): string[] {
  const type = essence(answered(exchange, 'content-type'))
  return type === 'application/problem+json' ? ['problem JSON is no answer of this API'] : []
}

function ofOtherMethod(exchange: Exchange, methods: readonly string[]): string[] {
  const { status, method } = exchange
  if (ofTheGate.includes(status)) return []
  if (status !== (method === 'OPTIONS' ? 204 : 405)) return ['the method is not described here; 405 was due']
  const allow = answered(exchange, 'allow').split(', ').sort()
  const due = [
    ...methods.map((one) => one.toUpperCase()),
    'OPTIONS',
    ...(methods.includes('get') ? ['HEAD'] : []),
  ]
  return allow.join() === due.sort().join()
    ? []
    : [`Allow is ${allow.join(', ')}; it should be ${due.join(', ')}`]
}

function readAs({ type }: Schema, value: string): unknown {
  return type === 'integer' || type === 'number' ? Number(value) : value
}

const lastOf = (reference: string): string => reference.split('/').at(-1) ?? ''
