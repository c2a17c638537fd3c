import { type FieldKind, isPlainObject, oneOf } from '../base/fields.ts'
import {
  type Fault,
  faultCuts,
  type FaultEhlo,
  type FaultPace,
  faultPoints,
  type FaultReply,
  faultTlsModes,
} from '../model/fault.ts'

const anHourMs = 3_600_000
const aDayMs = 86_400_000
const aBillion = 1_000_000_000
/** RFC 5321 §4.5.3.1.5: 512 octets a line, code and enhanced code among them. */
const longestText = 400
const mostLines = 100
/** What goes with a reply into one segment, and a few more. */
const longestBehind = 4096

/** RFC 5321 §4.2: textstring, without the tab. */
const printable = /^[ -~]*$/
/** RFC 5321 §4.1.1.1: ehlo-line. */
const ehloLine = /^[A-Za-z0-9][A-Za-z0-9-]*(?:[ =][ -~]*)?$/
const keyword = /^[A-Za-z0-9][A-Za-z0-9-]*$/

const isLine = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= longestText && printable.test(value)

const isList = (value: unknown, fits: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= mostLines && value.every(fits)

const pattern: FieldKind = {
  fits: (value) => typeof value === 'string' && value.length <= 320,
  expected: 'a text such as "ada@b.test" or "*@b.test", in which * is any characters',
}

const object = (example: string): FieldKind => ({
  fits: isPlainObject,
  expected: `an object such as ${example}`,
})

const words: FieldKind = { fits: (value) => typeof value === 'string', expected: 'a name' }

/** What each field takes. `listener` and `inbox` are held against those that there are elsewhere. */
export const faultKinds: Readonly<Record<keyof Fault, FieldKind>> = {
  at: oneOf(faultPoints),
  to: pattern,
  from: pattern,
  user: pattern,
  inbox: { ...words, expected: 'the id of an inbox' },
  listener: { ...words, expected: 'the name of a listener' },
  secure: { fits: (value) => typeof value === 'boolean', expected: 'true or false' },
  times: wholeNumber(1, aBillion),
  skip: wholeNumber(0, aBillion),
  per: oneOf(['session']),
  // As many times are remembered.
  perMinute: wholeNumber(1, 10_000),
  greylistMs: wholeNumber(1, aDayMs),
  probability: {
    fits: (value) => typeof value === 'number' && value > 0 && value <= 100,
    expected: 'a number above 0, at most 100',
  },
  afterBytes: wholeNumber(1, aBillion),
  delayMs: wholeNumber(1, anHourMs),
  pace: object('{ bytes: 1, everyMs: 10 }'),
  reply: object('{ code: 451 }'),
  behind: {
    fits: (value) =>
      typeof value === 'string' &&
      value.length > 0 &&
      value.length <= longestBehind &&
      /^(?:[ -~]|\r\n)*$/.test(value),
    expected: `at most ${longestBehind} octets, printable ASCII with \\r\\n between lines`,
  },
  ehlo: object("{ drop: ['STARTTLS'] }"),
  tls: oneOf(faultTlsModes),
  cut: oneOf(faultCuts),
}

export const replyKinds: Readonly<Record<keyof FaultReply, FieldKind>> = {
  code: wholeNumber(200, 599),
  enhanced: {
    fits: (value) => value === null || (typeof value === 'string' && /^[245]\.\d{1,3}\.\d{1,3}$/.test(value)),
    expected: 'a code such as "4.3.2" (RFC 3463), or null for none',
  },
  text: {
    fits: (value) => isLine(value) || isList(value, isLine),
    expected: `one line of at most ${longestText} characters, printable ASCII, or a list of at most ${mostLines}`,
  },
}

export const paceKinds: Readonly<Record<keyof FaultPace, FieldKind>> = {
  bytes: wholeNumber(1, 65_536),
  everyMs: wholeNumber(1, 60_000),
}

export const ehloKinds: Readonly<Record<keyof FaultEhlo, FieldKind>> = {
  drop: {
    fits: (value) => isList(value, (item) => typeof item === 'string' && keyword.test(item)),
    expected: `a list of keywords such as ['STARTTLS'], at most ${mostLines}`,
  },
  add: {
    fits: (value) => isList(value, (item) => isLine(item) && ehloLine.test(item)),
    expected: `a list of lines such as ['AUTH PLAIN LOGIN'] (RFC 5321 §4.1.1.1), at most ${mostLines}`,
  },
  lowerCase: { fits: (value) => value === true, expected: 'true, or nothing' },
}

function wholeNumber(from: number, to: number): FieldKind {
  return {
    fits: (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    expected: `a whole number from ${from} to ${to}`,
  }
}
