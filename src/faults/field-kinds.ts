import { type FieldKind, isPlainObject, oneOf as oneOfNames } from '../base/fields.ts'

/** JSON Schema, 2020-12. */
type JsonSchema = Readonly<Record<string, unknown>>

/** A field of a fault: how it is checked, and how it is described to those who set one from elsewhere. */
export interface FaultField extends FieldKind {
  readonly schema: JsonSchema
  /** For pages and editors; without its full stop. */
  readonly description: string
  /** What is in it, where it is an object. */
  readonly fields?: FaultFields
}

export type FaultFields = Readonly<Record<string, FaultField>>

interface Words {
  readonly description: string
  readonly expected?: string
}

export function oneOf(names: readonly string[], words: Words): FaultField {
  return { ...oneOfNames(names), schema: { type: 'string', enum: names }, ...words }
}

export function wholeNumber(from: number, to: number, words: Words): FaultField {
  return {
    fits: (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    expected: `a whole number from ${from} to ${to}`,
    schema: { type: 'integer', minimum: from, maximum: to },
    ...words,
  }
}

/** A number above `above`, at most `to`. */
export function number(above: number, to: number, words: Words): FaultField {
  return {
    fits: (value) => typeof value === 'number' && value > above && value <= to,
    expected: `a number above ${above}, at most ${to}`,
    schema: { type: 'number', exclusiveMinimum: above, maximum: to },
    ...words,
  }
}

export function boolean(words: Words): FaultField {
  return {
    fits: (value) => typeof value === 'boolean',
    expected: 'true or false',
    schema: { type: 'boolean' },
    ...words,
  }
}

/** What is said by being there. */
export function flag(words: Words): FaultField {
  return { fits: (value) => value === true, expected: 'true, or nothing', schema: { const: true }, ...words }
}

/** A text that an expression describes. */
export function text(expression: RegExp, maxLength: number, words: Required<Words>): FaultField {
  return {
    fits: (value) => typeof value === 'string' && value.length <= maxLength && expression.test(value),
    schema: { type: 'string', maxLength, pattern: expression.source },
    ...words,
  }
}

/** Where `null` means none. */
export function orNull(field: FaultField): FaultField {
  return {
    ...field,
    fits: (value) => value === null || field.fits(value),
    schema: { ...field.schema, type: [field.schema['type'], 'null'] },
  }
}

/** Several of a kind, one at least. */
export function listOf(item: FaultField, most: number, words: Required<Words>): FaultField {
  return {
    fits: (value) =>
      Array.isArray(value) && value.length > 0 && value.length <= most && value.every(item.fits),
    schema: { type: 'array', items: item.schema, minItems: 1, maxItems: most },
    ...words,
  }
}

/** One, or several of it. */
export function oneOrMore(item: FaultField, most: number, words: Required<Words>): FaultField {
  const list = listOf(item, most, words)
  return {
    fits: (value) => item.fits(value) || list.fits(value),
    schema: { anyOf: [item.schema, list.schema] },
    ...words,
  }
}

/** An object of fields; what is in it is checked by itself. */
export function object(fields: FaultFields, required: readonly string[], words: Required<Words>): FaultField {
  return { fits: isPlainObject, schema: schemaOf(fields, required), fields, ...words }
}

/** What a table of fields takes. */
export function schemaOf(fields: FaultFields, required: readonly string[]): JsonSchema {
  const properties = Object.entries(fields).map(([name, { schema, description }]) => [
    name,
    { ...schema, description: `${description}.` },
  ])
  return {
    type: 'object',
    properties: Object.fromEntries(properties) as JsonSchema,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}
