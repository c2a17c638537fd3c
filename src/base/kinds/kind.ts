import type { FieldKind } from '../fields.ts'
import { nearest } from '../suggest.ts'

/**
 * What a value may be, said once for every place that it may come from: a flag, a variable, a config file, a call, the
 * API. Options, the fields of a fault and what a client is verified with are tables of such kinds.
 */

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

/** A kind of value. `fits` is strict: whether a value is one as it stands, in a call or in JSON. */
export interface Kind<Value> extends FieldKind {
  /** Stands for the value in `--help`; '' for a switch, which is said by being there. */
  readonly metavar: string
  /**
   * Reads text (of a flag, a variable, a word of a fault) as well as values.
   * `lower` is what the layers below said, for kinds that add to it.
   * `inCode`: names are spelled as properties of JavaScript, `submissionAlt`; else as everywhere, `submission-alt`.
   */
  read(value: unknown, lower?: Value, inCode?: boolean): Reading<Value>
  /** Never quoted back: it may hold a password. */
  readonly secret?: boolean
  /** What JSON may give: the API, a config file. What `read` takes from flags alone is not in it. */
  readonly schema: JsonSchema
  /** The texts that a config file may give as well. */
  readonly textSchema?: JsonSchema
  /** Whether it may be given again, each time adding to the value. */
  readonly many?: boolean
  /** How a default is written in `--help`; without it, as text. */
  print?(value: Value): string
}

/** A kind as far as it is read, and not only checked. */
export type ReadableKind<Value> = Omit<Kind<Value>, keyof FieldKind>

/** What is known of a kind without its tables, which are read from disk when a value is given: no other start pays for them. */
export interface LateKind<Value> extends Omit<ReadableKind<Value>, 'read' | 'schema'> {
  readonly load: () => Promise<Pick<Kind<Value>, 'read' | 'schema'>>
}

/** A kind with its tables. */
export async function wholeKind<Value>(kind: Kind<Value> | LateKind<Value>): Promise<ReadableKind<Value>> {
  return 'load' in kind ? { ...kind, ...(await kind.load()) } : kind
}

/** What is particular to a kind. */
interface KindParts<Value> extends Omit<Kind<Value>, 'fits'> {
  fits?(value: unknown): boolean
}

/** A kind by how it is read; where text can mean one, no text is one as it stands, unless `fits` says so. */
export function kindOf<Value>(parts: KindParts<Value>): Kind<Value> {
  return { fits: (value) => typeof value !== 'string' && parts.read(value).ok, ...parts }
}

/** What is particular to a kind whose values have no parts. */
interface ScalarParts<Value> extends Omit<Kind<Value>, 'read'> {
  /** The value that a text means; what does not fit is refused. Without it the text is the value. */
  parse?(text: string): unknown
  /** What is expected of a text, where that is something else than of a value. */
  readonly expectedText?: string
}

/** A kind whose values have no parts: what fits is said once, for text and values alike. */
export function scalar<Value>({ parse, expectedText, ...parts }: ScalarParts<Value>): Kind<Value> {
  return {
    ...parts,
    read(value) {
      const isText = typeof value === 'string'
      const meant = isText && parse !== undefined ? parse(value) : value
      if (parts.fits(meant)) return accepted(meant as Value)
      return refused((isText ? expectedText : undefined) ?? parts.expected, value)
    },
  }
}

export function accepted<Value>(value: Value, names?: readonly string[]): Reading<Value> {
  return { ok: true, value, names }
}

export function refused(expected: string, got: unknown, at = ''): Reading<never> {
  return { ok: false, expected, got, at }
}

/** Refuses the second of two that should be the same. */
export function clash(first: unknown, second: unknown, at = ''): Reading<never> {
  return { ok: false, expected: 'one value', got: second, at, twice: [first, second] }
}

/** Refuses the first field that is none of `names`; undefined where all are. */
export function strayField(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Reading<never> | undefined {
  const stray = Object.keys(given).find((field) => !names.includes(field))
  if (stray === undefined) return undefined
  const taken = `only ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return refused(`${taken}${meant(stray, names)}`, given[stray], `.${stray}`)
}

/** Follows what was expected: the word that was meant, if there is one like it. */
export function meant(typed: unknown, words: readonly string[]): string {
  const near = typeof typed === 'string' ? nearest(typed, words) : undefined
  return near === undefined ? '' : ` (did you mean ${near}?)`
}

/** `off, optional or required` */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
