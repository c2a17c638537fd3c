import { inspect } from 'node:util'
import { FourportError } from '../base/errors.ts'

/** What one value may be; `expected` goes on behind the word. */
interface FieldKind {
  readonly fits: (value: unknown) => boolean
  readonly expected: string
}
type Kinds = Readonly<Record<string, FieldKind>>

const milliseconds: FieldKind = {
  fits: (value) => typeof value === 'number' && value >= 0,
  expected: 'milliseconds, 0 or more',
}
const signal: FieldKind = {
  fits: (value) =>
    typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value,
  expected: 'an AbortSignal',
}
const text: FieldKind = { fits: (value) => typeof value === 'string', expected: 'an id, as text' }
const severities = ['error', 'warning', 'note']

export const waitKinds: Kinds = { timeoutMs: milliseconds, signal }
export const quietKinds: Kinds = { withinMs: milliseconds, signal }
export const findingKinds: Kinds = {
  id: text,
  severity: {
    fits: (value) => severities.includes(value as string),
    expected: `one of ${severities.join(', ')}`,
  },
  sessionId: text,
}

const help = 'docs/library.md has every method with what it takes.'

/**
 * The library's check of what a test gives, for a room that knows none of its others: what is misspelt and passed
 * over makes a test pass for nothing.
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
 */
export function checkFields(caller: string, given: unknown, kinds: Kinds): void {
  if (given === undefined) return
  const names = Object.keys(kinds).join(', ')
  if (!isPlainObject(given))
    throw invalid(`${caller} was given ${shown(given)}; expected an object with ${names}.`)
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(kinds, name)) {
      const words = `${caller} has no option ${shown(name)}; it takes ${names}.`
      throw new FourportError('OPTION_UNKNOWN', words, { help })
    }
    const { fits, expected } = kinds[name] as FieldKind
    if (value !== undefined && !fits(value))
      throw invalid(`${caller}: ${name} is ${shown(value)}; expected ${expected}.`)
  }
}

/** @throws FourportError OPTION_INVALID */
export function checkCount(count: unknown): void {
  if (Number.isInteger(count) && (count as number) >= 1) return
  throw invalid(`count is ${shown(count)}; expected a whole number from 1.`)
}

/** A number, a Date or a signal has no fields of its own, and would pass for an object that asks nothing. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // Jest's tests have an Object.prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** A value as it is quoted in an error, on one line. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  return inspect(value, { depth: 0, breakLength: Infinity })
}

function invalid(words: string): FourportError {
  return new FourportError('OPTION_INVALID', words, { help })
}
