import { isPlainObject } from '../fields.ts'
import { accepted, type JsonSchema, type Kind, kindOf, type Reading, refused } from './kind.ts'

/** A kind whose value may be left out: null where it is. */
export function optional<Value>(kind: Kind<Value>): Kind<Value | null> {
  return {
    ...(kind as Omit<Kind<Value>, 'print' | 'read'>),
    read: (value) => kind.read(value),
    print: () => 'none',
  }
}

/** Where null means none; in text, `none`. */
export function orNull<Value>(kind: Kind<Value>): Kind<Value | null> {
  return {
    ...(kind as Omit<Kind<Value>, 'print' | 'read'>),
    expected: `${kind.expected}, or null for none`,
    fits: (value) => value === null || kind.fits(value),
    schema: orNullSchema(kind.schema),
    read: (value) => (value === null || value === 'none' ? accepted(null) : kind.read(value)),
  }
}

/** Both what lists its values and what has several forms would leave null out, whatever their type says. */
function orNullSchema(schema: JsonSchema): JsonSchema {
  const hasTypeAlone = 'type' in schema && !('enum' in schema)
  return hasTypeAlone ? { ...schema, type: [schema['type'], 'null'] } : { anyOf: [schema, { type: 'null' }] }
}

/** What a list is beside its items. */
interface ListForm {
  /** For a list that is too short or too long. */
  readonly expected?: string
  /** The same of a text. Default `expected`. */
  readonly expectedText?: string
  readonly metavar?: string
  readonly least?: number
  readonly most?: number
  /** Where a text is divided at commas: everywhere, or only where it is not an item of an array, or nowhere. Default everywhere. */
  readonly commas?: 'everywhere' | 'outside arrays' | 'nowhere'
  /** Whether JSON gives a list in any case. Default false: one item may stand alone. */
  readonly alwaysList?: boolean
}

/** Several of a kind. */
export function list<Item>(item: Kind<Item>, form: ListForm = {}): Kind<readonly Item[]> {
  const { least = 0, most = Infinity, commas = 'everywhere', alwaysList = false } = form
  const { expected = `a list, each ${item.expected}`, expectedText = expected, metavar = item.metavar } = form
  const isLong = ({ length }: readonly unknown[]): boolean => length >= least && length <= most
  const items: JsonSchema = {
    type: 'array',
    items: item.schema,
    ...(least > 0 && { minItems: least }),
    ...(most !== Infinity && { maxItems: most }),
  }
  return kindOf({
    metavar,
    expected,
    many: true,
    ...(item.secret === true && { secret: true }),
    schema: alwaysList ? items : { anyOf: [item.schema, items] },
    fits: (value) => Array.isArray(value) && isLong(value) && value.every((one) => item.fits(one)),
    read(value) {
      const reading = readList(value, (one) => item.read(one), commas)
      return !reading.ok || isLong(reading.value) ? reading : refused(expectedText, value)
    },
    print: (value) => value.join(', ') || 'none',
  })
}

/** One of a kind, or a list of them; in text, one. */
export function oneOrMore<Item>(
  item: Kind<Item>,
  most: number,
  expected: string,
): Kind<Item | readonly Item[]> {
  const several = list(item, { least: 1, most, expected, commas: 'nowhere', alwaysList: true })
  return kindOf<Item | readonly Item[]>({
    metavar: item.metavar,
    expected,
    many: true,
    schema: { anyOf: [item.schema, several.schema] },
    fits: (value) => item.fits(value) || several.fits(value),
    read(value) {
      const reading: Reading<Item | readonly Item[]> = Array.isArray(value)
        ? several.read(value)
        : item.read(value)
      return reading.ok ? reading : refused(expected, value)
    },
  })
}

/**
 * A list given as one item, as an array, or as text with commas; each item read by `item`. Items of an array
 * are divided at commas too, where that is asked for: a password may hold one.
 */
export function readList<Item>(
  value: unknown,
  item: (value: unknown) => Reading<Item>,
  commas: NonNullable<ListForm['commas']> = 'everywhere',
): Reading<readonly Item[]> {
  const isArray = Array.isArray(value)
  const divides = commas === 'everywhere' || (commas === 'outside arrays' && !isArray)
  const parts = (isArray ? value : [value]).flatMap((part: unknown) =>
    typeof part === 'string' && divides ? part.split(',').flatMap((text) => text.trim() || []) : [part],
  )
  const items: Item[] = []
  for (const [index, part] of parts.entries()) {
    const reading = item(part)
    if (!reading.ok) return { ...reading, at: isArray ? `[${index}]${reading.at}` : reading.at }
    items.push(reading.value)
  }
  return accepted(Object.freeze(items))
}

/** A field of an object: its kind, and what it means, without its full stop. */
export interface Field extends Kind<unknown> {
  readonly description: string
  /** What is in it, where it is an object. */
  readonly fields?: Fields
}

export type Fields = Readonly<Record<string, Field>>

export function field(description: string, kind: Omit<Field, 'description'>): Field {
  return { ...kind, description }
}

/** An object of fields; what is in it is checked by itself. */
export function object(fields: Fields, required: readonly string[], expected: string): Omit<Field, 'description'> {
  return {
    metavar: 'OBJECT',
    expected,
    schema: schemaOf(fields, required),
    fits: isPlainObject,
    read: (value) => (isPlainObject(value) ? accepted(value) : refused(expected, value)),
    fields,
  }
} // prettier-ignore

/** What a table of fields takes. */
export function schemaOf(fields: Fields, required: readonly string[]): JsonSchema {
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
