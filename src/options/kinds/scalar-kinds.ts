import { resolve } from 'node:path'
import { longestTimerMs } from '../../base/passed-in.ts'
import { msOfText } from '../../base/duration-text.ts'
import { fits, type JsonSchema, type Kind, meant, misfit, type Reading, readList } from './kind.ts'

export const boolean: Kind<boolean> = {
  metavar: '',
  schema: { type: 'boolean' },
  read(value) {
    if (typeof value === 'boolean') return fits(value)
    const text = typeof value === 'string' ? value.toLowerCase() : ''
    if (['true', 'yes', 'on', '1'].includes(text)) return fits(true)
    if (['false', 'no', 'off', '0'].includes(text)) return fits(false)
    return misfit('true or false', value)
  },
}

/** A whole number from `least` on. */
export function count(least = 1): Kind<number> {
  return {
    metavar: 'N',
    schema: { type: 'integer', minimum: least },
    read(value) {
      const number = wholeNumber(value)
      return number !== undefined && number >= least
        ? fits(number)
        : misfit(`a whole number, ${least} or more`, value)
    },
    print: (value) => value.toLocaleString('en'),
  }
}

/** Of random numbers: 32 bits. */
export const seed: Kind<number> = {
  metavar: 'N',
  schema: { type: 'integer', minimum: 0, maximum: 0xffff_ffff },
  read(value) {
    const number = wholeNumber(value)
    return number !== undefined && number >= 0 && number <= 0xffff_ffff
      ? fits(number)
      : misfit('a whole number from 0 to 4294967295', value)
  },
}

const byteUnits: Readonly<Record<string, number>> = {
  '': 1, b: 1, kb: 1024, kib: 1024, k: 1024, mb: 1024 ** 2, mib: 1024 ** 2, m: 1024 ** 2, gb: 1024 ** 3, gib: 1024 ** 3, g: 1024 ** 3,
} // prettier-ignore

/** Bytes; K, M and G count by 1024, as SIZE limits are usually written. */
export const bytes: Kind<number> = {
  metavar: 'SIZE',
  schema: {
    anyOf: [
      { type: 'integer', minimum: 1 },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*([KMGkmg]i?)?[Bb]?$' },
    ],
  },
  read(value) {
    const expected = 'a number of bytes, 1 or more, or text such as 25MB'
    if (typeof value === 'number') {
      return Number.isSafeInteger(value) && value > 0 ? fits(value) : misfit(expected, value)
    }
    const match = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) : null
    const size = Math.floor(Number(match?.[1]) * (byteUnits[match?.[2]?.toLowerCase() ?? ''] ?? Number.NaN))
    return Number.isSafeInteger(size) && size > 0 ? fits(size) : misfit(expected, value)
  },
  print: (value) => (value % 1024 ** 2 === 0 ? `${value / 1024 ** 2} MiB` : `${value} bytes`),
}

/** Milliseconds; in text with a unit, so that nobody takes seconds for milliseconds. */
export function duration(least = 1): Kind<number> {
  return {
    metavar: 'TIME',
    schema: {
      anyOf: [
        { type: 'integer', minimum: least, maximum: longestTimerMs },
        { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*(ms|s|m|min|h|d)$' },
      ],
    },
    read(value) {
      const ms = typeof value === 'string' ? (value === '0' ? 0 : msOfText(value)) : value
      if (typeof ms === 'number' && ms >= least && ms <= longestTimerMs) return fits(Math.round(ms))
      return typeof value === 'string'
        ? misfit('a time with its unit, such as 500ms, 30s or 5m, at most 24 days', value)
        : misfit(`a number of milliseconds from ${least} to ${longestTimerMs}`, value)
    },
    print: printMs,
  }
}

function printMs(value: number): string {
  if (value === 0) return 'none'
  for (const [unit, ms] of [
    ['m', 60_000],
    ['s', 1000],
  ] as const) {
    if (value % ms === 0) return `${value / ms}${unit}`
  }
  return `${value}ms`
}

/** One of a few words; `also` names further spellings. */
export function choice<Word extends string>(
  words: readonly Word[],
  also: Readonly<Record<string, Word>> = {},
): Kind<Word> {
  return {
    metavar: words.join('|'),
    schema: { enum: [...words, ...Object.keys(also)] },
    read(value) {
      const text = typeof value === 'string' ? value : ''
      const word =
        words.find((word) => word.toLowerCase() === text.toLowerCase()) ??
        (Object.hasOwn(also, text) ? also[text] : undefined)
      return word === undefined ? misfit(`${oneOf(words)}${meant(text, words)}`, value) : fits(word)
    },
  }
}

export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** One line of text. Control characters would reach replies and headers. */
export function text(metavar: string, expected: string, pattern: RegExp): Kind<string> {
  return {
    metavar,
    schema: { type: 'string', pattern: pattern.source },
    read: (value) =>
      typeof value === 'string' && pattern.test(value) ? fits(value) : misfit(expected, value),
  }
}

/** A kind whose value may be left out: null where it is. */
export function optional<Value>(kind: Kind<Value>): Kind<Value | null> {
  return {
    ...(kind as Omit<Kind<Value>, 'print' | 'read'>),
    read: (value) => kind.read(value, undefined as Value),
    print: () => 'none',
  }
}

export const path: Kind<string> = {
  metavar: 'PATH',
  schema: { type: 'string', minLength: 1 },
  read: (value) =>
    typeof value === 'string' && value !== '' && !value.includes('\0')
      ? fits(resolve(value))
      : misfit('a path', value),
}

/** The path of a PEM file, or the PEM text itself. */
export const pem: Kind<string> = {
  metavar: 'FILE',
  schema: { type: 'string', minLength: 1 },
  secret: true, // A key may be given as text.
  read: (value) =>
    typeof value === 'string' && value.includes('-----BEGIN ')
      ? fits(value)
      : typeof value === 'string' && value !== '' && !/[\0\n]/.test(value)
        ? fits(resolve(value))
        : misfit('the path of a PEM file, or PEM text', value),
}

/** @param schema - of one item in a config file */
export function list<Item>(
  metavar: string,
  item: (value: unknown) => Reading<Item>,
  schema: JsonSchema = { type: 'string' },
): Kind<readonly Item[]> {
  return {
    metavar,
    many: true,
    schema: { anyOf: [schema, { type: 'array', items: schema }] },
    read: (value) => readList(value, item),
    print: (value) => value.join(', ') || 'none',
  }
}

export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}
