import { inspect } from 'node:util'
import { FourportError } from './errors.ts'
import { nearest } from './suggest.ts'

/** What one value may be. */
export interface FieldKind {
  readonly fits: (value: unknown) => boolean
  /** Goes on after “expected”. */
  readonly expected: string
  /** All the values there are, where it is a choice. */
  readonly names?: readonly string[]
}

export interface FieldRules {
  /** Who takes the fields: `waitForMessage`. */
  readonly owner: string
  readonly kinds: Readonly<Record<string, FieldKind>>
  /** What to give instead of something without fields: `options such as { timeoutMs: 2000 }`. */
  readonly example: string
  /** What is meant by a name that is none of these; default: the nearest of them. */
  readonly suggest?: (typed: string, names: readonly string[]) => string | undefined
}

const help = 'docs/library.md lists every method and matcher with its arguments.'

/**
 * Checks an object of named fields that a test gives: one that is misspelt and passed over makes the test pass
 * for nothing. Fields that are `undefined` count as left out.
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID, with what came and what was expected
 */
export function checkFields(given: unknown, { owner, kinds, example, suggest = nearest }: FieldRules): void {
  if (!isPlainObject(given)) throw invalid(`${owner} was given ${shown(given)}; expected ${example}.`)
  const names = Object.keys(kinds)
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(kinds, name)) {
      const near = suggest(name, names)
      const hint = near === undefined ? '' : ` Did you mean ${near}?`
      const words = `${owner} has no option ${shown(name)}; it takes ${names.join(', ')}.${hint}`
      throw new FourportError('OPTION_UNKNOWN', words, { help })
    }
    if (value !== undefined) checkValue(value, kinds[name] as FieldKind, `${owner}: ${name} is`)
  }
}

/** Checks one value; `before` is the sentence up to it. @throws FourportError OPTION_INVALID */
export function checkValue(value: unknown, kind: FieldKind, before: string): void {
  if (kind.fits(value)) return
  const near = typeof value === 'string' && kind.names ? nearest(value, kind.names) : undefined
  const hint = near === undefined ? '' : ` Did you mean ${shown(near)}?`
  throw invalid(`${before} ${shown(value)}; expected ${kind.expected}.${hint}`)
}

/** A value as it is quoted in an error, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  const text = inspect(value, { depth: 1, breakLength: Infinity, maxStringLength: 80 })
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** An AbortSignal, a Date or a promise has no fields of its own, and would pass for an object that asks nothing. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Jest's tests have an Object.prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function invalid(words: string): FourportError {
  return new FourportError('OPTION_INVALID', words, { help })
}
