import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: unknown
  readonly items?: Schema
  readonly [key: string]: unknown
}

/** JSON values held against the schemas of a document. */
export class Schemas {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true })
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(schemas: Readonly<Record<string, Schema>>) {
    formats.default(this.#ajv)
    this.#ajv.addFormat('binary', true)
    // Answers are checked with nothing added; requests are refused by the server where something is.
    this.#ajv.addSchema({ $id: 'document', components: { schemas: closed(schemas) } })
  }

  faultsOf(schema: unknown, value: unknown): string[] {
    const key = JSON.stringify(schema)
    let validate = this.#validators.get(key)
    if (!validate) {
      validate = this.#ajv.compile(JSON.parse(key.replaceAll('"#/', '"document#/')) as object)
      this.#validators.set(key, validate)
    }
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** The same, but that an object which says nothing of further properties has none: what is answered is described. */
export function closed<Value>(schema: Value): Value {
  if (Array.isArray(schema)) return schema.map(closed) as Value
  if (typeof schema !== 'object' || schema === null) return schema
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, closed(value)]),
  )
  const isObject = copy.type === 'object' && typeof copy.properties === 'object'
  return {
    ...copy,
    ...(isObject && !('additionalProperties' in copy) && { additionalProperties: false }),
  } as Value
}
