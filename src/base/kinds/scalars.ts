import { resolve } from 'node:path'
import { msOfText } from '../duration-text.ts'
import { shown } from '../fields.ts'
import { longestTimerMs } from '../passed-in.ts'
import { accepted, type Kind, kindOf, meant, oneOf, refused, scalar } from './kind.ts'

export const boolean: Kind<boolean> = scalar({
  metavar: '',
  expected: 'true or false',
  schema: { type: 'boolean' },
  fits: (value) => typeof value === 'boolean',
  parse(text) {
    const word = text.toLowerCase()
    if (['true', 'yes', 'on', '1'].includes(word)) return true
    return ['false', 'no', 'off', '0'].includes(word) ? false : undefined
  },
})

/** What is said by being there. */
export const flag: Kind<true> = scalar({
  metavar: '',
  expected: 'true, or nothing',
  schema: { const: true },
  fits: (value) => value === true,
  parse: (text) => text === 'true',
})

/** How a number is spoken of, where its bounds do not say enough. */
interface NumberWords {
  readonly expected?: string
  readonly metavar?: string
}

/** A whole number in bounds that are its own. */
export function wholeNumber(from: number, to: number = Infinity, words: NumberWords = {}): Kind<number> {
  return scalar({
    metavar: 'N',
    expected: to === Infinity ? `a whole number, ${from} or more` : `a whole number from ${from} to ${to}`,
    schema: { type: 'integer', minimum: from, ...(to !== Infinity && { maximum: to }) },
    fits: (value) => Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to,
    parse: (text) => (/^\d{1,16}$/.test(text.trim()) ? Number(text) : undefined),
    print: (value) => value.toLocaleString('en'),
    ...words,
  })
}

/** A number above `above`, at most `to`. */
export function number(above: number, to: number): Kind<number> {
  return scalar({
    metavar: 'N',
    expected: `a number above ${above}, at most ${to}`,
    schema: { type: 'number', exclusiveMinimum: above, maximum: to },
    fits: (value) => typeof value === 'number' && value > above && value <= to,
    parse: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
  })
}

const byteUnits: Readonly<Record<string, number>> = {
  '': 1, b: 1, kb: 1024, kib: 1024, k: 1024, mb: 1024 ** 2, mib: 1024 ** 2, m: 1024 ** 2, gb: 1024 ** 3, gib: 1024 ** 3, g: 1024 ** 3,
} // prettier-ignore

/** Bytes; K, M and G count by 1024, as SIZE limits are usually written. */
export const bytes: Kind<number> = scalar({
  metavar: 'SIZE',
  expected: 'a number of bytes, 1 or more, or text such as 25MB',
  schema: { type: 'integer', minimum: 1 },
  textSchema: { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*([KMGkmg]i?)?[Bb]?$' },
  fits: (value) => Number.isSafeInteger(value) && (value as number) > 0,
  parse(text) {
    const [, size, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
    return Math.floor(Number(size) * (byteUnits[unit.toLowerCase()] ?? Number.NaN))
  },
  print: (value) => (value % 1024 ** 2 === 0 ? `${value / 1024 ** 2} MiB` : `${value} bytes`),
})

/** How a time is written. */
interface DurationForm {
  /** The unit of a text that is a number alone; by default such a text is refused, so that nobody takes seconds for milliseconds. */
  readonly unit?: 's'
  readonly metavar?: string
}

/** Whole milliseconds; in text with a unit, and a fraction of one is rounded. */
export function duration(
  from = 1,
  to: number = longestTimerMs,
  { unit, metavar = 'TIME' }: DurationForm = {},
): Kind<number> {
  const bounds = `${from > 1 ? `, at least ${from}ms` : ''}, at most ${longInWords(to)}`
  const form = unit === undefined ? 'a time with its unit, such as' : 'a number of seconds, or a time such as'
  const fits = (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= from && (value as number) <= to
  const expected = `a whole number of milliseconds from ${from} to ${to}`
  return kindOf({
    metavar,
    expected,
    schema: { type: 'integer', minimum: from, maximum: to },
    textSchema: { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*(ms|s|m|min|h|d)$' },
    fits,
    read(value) {
      const isText = typeof value === 'string'
      const ms = isText ? (value === '0' ? 0 : (msOfText(value) ?? msOfText(`${value}${unit ?? ''}`))) : value
      const rounded = isText && ms !== undefined && (ms as number) >= from ? Math.round(ms as number) : ms
      if (fits(rounded)) return accepted(rounded as number)
      return refused(isText ? `${form} 500ms, 30s or 5m${bounds}` : expected, value)
    },
    print: printMs,
  })
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

/** `24 days`, `1 hour` */
function longInWords(ms: number): string {
  const units = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const // prettier-ignore
  const [unit, unitMs] = units.find(([, one]) => ms >= one) ?? ['millisecond', 1]
  const count = Math.floor(ms / unitMs)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** One of a few words, in text of any case; `also` names further spellings. */
export function choice<Word extends string>(
  words: readonly Word[],
  also: Readonly<Record<string, Word>> = {},
): Kind<Word> {
  return kindOf({
    metavar: words.join('|'),
    expected: `one of ${words.map(shown).join(', ')}`,
    names: words,
    schema: { type: 'string', enum: words },
    ...(Object.keys(also).length > 0 && { textSchema: { type: 'string', enum: Object.keys(also) } }),
    fits: (value) => words.includes(value as Word),
    read(value) {
      const text = typeof value === 'string' ? value : ''
      const word =
        words.find((word) => word.toLowerCase() === text.toLowerCase()) ??
        (Object.hasOwn(also, text) ? also[text] : undefined)
      return word === undefined ? refused(`${oneOf(words)}${meant(text, words)}`, value) : accepted(word)
    },
  })
}

/** What may be said of a text beside its pattern. */
interface TextForm {
  readonly metavar?: string
  readonly secret?: boolean
  readonly maxLength?: number
}

/** A text that an expression describes. */
export function text(pattern: RegExp, expected: string, { maxLength, ...form }: TextForm = {}): Kind<string> {
  return scalar({
    metavar: 'TEXT',
    expected,
    schema: { type: 'string', ...(maxLength !== undefined && { maxLength }), pattern: pattern.source },
    fits: (value) =>
      typeof value === 'string' && value.length <= (maxLength ?? Infinity) && pattern.test(value),
    ...form,
  })
}

/** From the working directory, or absolute. */
export const path: Kind<string> = scalar({
  metavar: 'PATH',
  expected: 'a path',
  schema: { type: 'string', minLength: 1 },
  fits: (value) => typeof value === 'string' && value !== '' && !value.includes('\0'),
  parse: (given) => (given === '' ? given : resolve(given)),
})

/** The path of a PEM file, or the PEM text itself. */
export const pem: Kind<string> = scalar({
  metavar: 'FILE',
  expected: 'the path of a PEM file, or PEM text',
  schema: { type: 'string', minLength: 1 },
  secret: true, // A key may be given as text.
  fits: (value) =>
    typeof value === 'string' &&
    value !== '' &&
    (value.includes('-----BEGIN ') || !/[\0\n]/.test(value)),
  parse: (given) => (given === '' || /[\0\n]/.test(given) || given.includes('-----BEGIN ') ? given : resolve(given)),
}) // prettier-ignore
