import * as fc from 'fast-check'
import type { Description, Operation, Schema } from './description.ts'

export interface MadeUpRequest {
  readonly method: string
  /** As described, for what a failure says. */
  readonly route: string
  /** With `{id}` of a message and others still in it. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** What no parameter expects. */
const junk = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'null',
    'true',
    '*',
    '..',
    '%00',
    "' or 1=1",
    '<b>',
    '__proto__',
    'constructor',
    '(a+)+$',
  ),
  fc.string({ maxLength: 40 }),
  fc
    .constantFrom('a', '%', '💌')
    .chain((letter) => fc.integer({ min: 100, max: 3000 }).map((count) => letter.repeat(count))),
)

const anyJson: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3 })

/** Values that a schema takes, mostly, and some that it does not. */
function valueOf(schema: Schema, description: Description, depth = 0): fc.Arbitrary<unknown> {
  const { $ref } = schema
  if ($ref !== undefined) {
    const named = description.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}
    return valueOf(named, description, depth)
  }
  if (depth > 3) return anyJson
  const either = schema.anyOf ?? schema.oneOf
  const right = either
    ? fc.oneof(...either.map((one) => valueOf(one, description, depth + 1)))
    : ofType(schema, description, depth)
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: anyJson })
}

function ofType(schema: Schema, description: Description, depth: number): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return fc.oneof(
        fc.constantFrom('a@x.test', 'b@x.test', 'Hello', 'RCPT', 'cert-expired'),
        fc.string({ maxLength: 30 }),
      )
    case 'integer':
    case 'number': {
      const { minimum = -5, maximum = 1000 } = schema
      return fc.oneof(
        fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.min(maximum, 2 ** 31)) }),
        fc.constantFrom(minimum - 1, maximum + 1, 0.5),
      )
    }
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, description, depth + 1), { maxLength: 3 })
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([name, one]) => [name, valueOf(one, description, depth + 1)] as const,
      )
      return fc.record(Object.fromEntries(fields), { requiredKeys: [] })
    }
    default:
      return anyJson
  }
}

function queryOf(operation: Operation, description: Description): fc.Arbitrary<string> {
  const known = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const pairs = known.map(({ name, schema }) =>
    fc
      .option(
        fc.oneof(
          { weight: 3, arbitrary: valueOf(schema, description).map(asText) },
          { weight: 1, arbitrary: junk },
        ),
      )
      .map((value) => [name, value] as const),
  )
  const unknown = fc.option(fc.tuple(fc.constantFrom('limmit', 'x', '__proto__', 'toString'), junk), {
    freq: 8,
  })
  return fc.tuple(fc.tuple(...pairs), unknown).map(([given, other]) => {
    const search = new URLSearchParams()
    for (const [name, value] of given) if (value !== null) search.append(name, value)
    if (other !== null) search.append(...other)
    const text = search.toString()
    return text === '' ? '' : `?${text}`
  })
}

function bodyOf(operation: Operation, description: Description): fc.Arbitrary<string | null> {
  const schema = operation.requestBody?.content['application/json']?.schema
  const broken = fc.constantFrom(
    '',
    '{',
    '[',
    '"',
    'null',
    '[]',
    'x',
    '{"a":1,}',
    '{"__proto__":{"a":1}}',
    '['.repeat(5000),
  )
  if (schema === undefined)
    return fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: broken })
  return fc.oneof(
    { weight: 4, arbitrary: valueOf(schema, description).map((value) => JSON.stringify(value) ?? '') },
    { weight: 1, arbitrary: broken },
  )
}

/** Requests to every operation that is described, `skipped` left out; each made up from what is described of it. */
export function madeUpRequests(
  description: Description,
  skipped: readonly string[],
): fc.Arbitrary<MadeUpRequest> {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
  const wanted = operations.filter(({ route }) => !skipped.includes(route))
  return fc.constantFrom(...wanted).chain(({ route, method, path, operation }) =>
    fc.record({
      route: fc.constant(route),
      method: fc.constant(method),
      path: fc.tuple(pathOf(path), queryOf(operation, description)).map(([filled, query]) => filled + query),
      headers: fc.constantFrom<Readonly<Record<string, string>>>(
        {},
        { 'content-type': 'application/json' },
        { 'content-type': 'text/plain' },
        { 'content-type': 'message/rfc822' },
        { accept: 'text/html' },
      ),
      body: method === 'GET' ? fc.constant(null) : bodyOf(operation, description),
    }),
  )
}

/** `{id}` stays, for one that is there; or becomes one that is not. */
function pathOf(path: string): fc.Arbitrary<string> {
  const names = path.match(/\{\w+\}/g) ?? []
  if (names.length === 0) return fc.constant(path)
  return fc
    .option(junk, { freq: 2 })
    .map((other) =>
      other === null
        ? path
        : path.replaceAll(/\{\w+\}/g, encodeURIComponent(other.replaceAll(/[\uD800-\uDFFF]/g, '') || 'x')),
    )
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
