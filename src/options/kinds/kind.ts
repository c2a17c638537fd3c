import { nearest } from '../../base/suggest.ts'

/** What came of reading a value: the value, or what was expected instead. */
export type Reading<Value> =
  | {
      readonly ok: true
      readonly value: Value
      /** The names that were singled out, where the others keep what lower layers said. */
      readonly names?: readonly string[] | undefined
    }
  | {
      readonly ok: false
      /** Continues the sentence “expected …”. */
      readonly expected: string
      /** Where in the value: `.smtps`, `[2].port`; '' for the whole. */
      readonly at: string
      /** The part that does not fit. */
      readonly got: unknown
      /** What is wrong, where who checks it has said so whole. */
      readonly whole?: { readonly words: string; readonly help: string }
      /** Not wrong alone: given once more, as something else. */
      readonly twice?: readonly [unknown, unknown]
    }

/** JSON Schema, 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A kind of option value. It reads text (flags, environment) as well as values (library, JSON). */
export interface Kind<Value> {
  /** Stands for the value in `--help`. */
  readonly metavar: string
  /**
   * `lower` is what the layers below said, for kinds that add to it. `secret` values are never quoted back.
   * `inCode`: names are spelled as properties of JavaScript, `submissionAlt`; else as everywhere, `submission-alt`.
   */
  read(value: unknown, lower: Value, inCode?: boolean): Reading<Value>
  readonly secret?: boolean
  /** What a config file may give, for editors: JSON Schema. What `read` takes from flags alone is not in it. */
  readonly schema: JsonSchema
  /** Whether its flag may be repeated, each adding to the value. */
  readonly many?: boolean
  /** How a default is written in `--help`; without it, as text. */
  print?(value: Value): string
}

/** What is known of a kind without its tables, which are read from disk when a value is given: no other start pays for them. */
export interface LateKind<Value> extends Omit<Kind<Value>, 'read' | 'schema'> {
  readonly load: () => Promise<Pick<Kind<Value>, 'read' | 'schema'>>
}

/** A kind with its tables. */
export async function wholeKind<Value>(kind: Kind<Value> | LateKind<Value>): Promise<Kind<Value>> {
  return 'load' in kind ? { ...kind, ...(await kind.load()) } : kind
}

export function fits<Value>(value: Value, names?: readonly string[]): Reading<Value> {
  return { ok: true, value, names }
}

export function misfit(expected: string, got: unknown, at = ''): Reading<never> {
  return { ok: false, expected, got, at }
}

/** Refuses the first field that is none of `names`; undefined where all are. */
export function strayField(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Reading<never> | undefined {
  const stray = Object.keys(given).find((field) => !names.includes(field))
  if (stray === undefined) return undefined
  const taken = `only ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return misfit(`${taken}${meant(stray, names)}`, given[stray], `.${stray}`)
}

/** After what was expected: the word that was meant, if there is one like it. */
export function meant(typed: unknown, words: readonly string[]): string {
  const near = typeof typed === 'string' ? nearest(typed, words) : undefined
  return near === undefined ? '' : ` (did you mean ${near}?)`
}

export function clash(first: unknown, second: unknown, at = ''): Reading<never> {
  return { ok: false, expected: 'one value', got: second, at, twice: [first, second] }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A list given as one item, as an array, or as text with commas; each item read by `item`. Items of an array
 * are divided at commas too, unless `whole`: a password may hold one.
 */
export function readList<Item>(
  value: unknown,
  item: (value: unknown) => Reading<Item>,
  whole = false,
): Reading<readonly Item[]> {
  const given = Array.isArray(value) ? value : [value]
  const parts = given.flatMap((part: unknown) =>
    typeof part === 'string' && !(whole && Array.isArray(value))
      ? part.split(',').flatMap((text) => text.trim() || [])
      : [part],
  )
  const items: Item[] = []
  for (const [index, part] of parts.entries()) {
    const reading = item(part)
    if (!reading.ok) return { ...reading, at: Array.isArray(value) ? `[${index}]${reading.at}` : reading.at }
    items.push(reading.value)
  }
  return fits(Object.freeze(items))
}
