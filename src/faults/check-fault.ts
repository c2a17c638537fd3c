import { FourportError } from '../base/errors.ts'
import { checkFields, type FieldKind, oneOf, shown } from '../base/fields.ts'
import { type Fault, faultCuts, type FaultPoint, faultPoints } from '../model/fault.ts'

/** What is known of a transaction at a point; what is not, can pick out nobody there. */
const envelopePoints: ReadonlySet<FaultPoint> = new Set<FaultPoint>(['RCPT', 'DATA', 'dot', 'kept'])
const pickedAt: Readonly<Record<'to' | 'from' | 'user', (at: FaultPoint) => boolean>> = {
  to: (at) => envelopePoints.has(at),
  from: (at) => at === 'MAIL' || envelopePoints.has(at),
  user: (at) => !beforeLogin.has(at),
}
const beforeLogin: ReadonlySet<FaultPoint> = new Set<FaultPoint>([
  'greeting',
  'EHLO',
  'HELO',
  'STARTTLS',
  'AUTH',
])

const longestDelayMs = 3_600_000
/** RFC 5321 §4.5.3.1.5: 512 octets a line, code and enhanced code among them. */
const longestText = 400

const pattern: FieldKind = {
  fits: (value) => typeof value === 'string' && value.length <= 320,
  expected: 'a text such as "ada@b.test" or "*@b.test", in which * is any characters',
}

const kinds: Readonly<Record<keyof Fault, FieldKind>> = {
  at: oneOf(faultPoints),
  to: pattern,
  from: pattern,
  user: pattern,
  // Held against the listeners there are below.
  listener: { fits: (value) => typeof value === 'string', expected: 'the name of a listener' },
  times: wholeNumber(1, 1_000_000_000),
  delayMs: wholeNumber(1, longestDelayMs),
  reply: {
    fits: (value) => typeof value === 'object' && value !== null,
    expected: 'an object such as { code: 451 }',
  },
  cut: oneOf(faultCuts),
}

const replyKinds: Readonly<Record<keyof NonNullable<Fault['reply']>, FieldKind>> = {
  code: { ...wholeNumber(400, 599), expected: 'a refusal, 400 to 599' },
  enhanced: {
    fits: (value) => value === null || (typeof value === 'string' && /^[45]\.\d{1,3}\.\d{1,3}$/.test(value)),
    expected: 'a code such as "4.3.2" (RFC 3463), or null for none',
  },
  text: {
    // RFC 5321 §4.2: textstring, without the tab.
    fits: (value) => typeof value === 'string' && value.length <= longestText && /^[ -~]*$/.test(value),
    expected: `one line of at most ${longestText} characters, printable ASCII`,
  },
}

/**
 * A fault as it may come from anywhere, as one that can be relied on: one that never fires makes a test pass for nothing.
 *
 * @param listeners - Names that `listener` may have
 * @throws FourportError OPTION_UNKNOWN, OPTION_INVALID
 */
export function checkFault(given: unknown, listeners: readonly string[]): Fault {
  const example = 'a fault such as { at: "RCPT", reply: { code: 451 } }'
  checkFields(given, { owner: 'fault', kinds: { ...kinds, listener: oneOf(listeners) }, example })
  const fault = given as Fault
  if (fault.at === undefined) throw invalid(`fault: at is left out; expected ${kinds.at.expected}.`)
  if (fault.reply !== undefined) checkReply(fault.reply)
  if (fault.reply === undefined && fault.delayMs === undefined && fault.cut === undefined) {
    throw invalid(`fault: ${shown(given)} does nothing; expected reply, delayMs or cut.`)
  }
  for (const field of ['to', 'from', 'user'] as const) {
    if (fault[field] === undefined || pickedAt[field](fault.at)) continue
    const there = faultPoints.filter(pickedAt[field]).join(', ')
    throw invalid(`fault: ${field} is not known at ${fault.at}; expected one of ${there} as at.`)
  }
  return fault
}

function checkReply(reply: unknown): void {
  checkFields(reply, { owner: 'fault reply', kinds: replyKinds, example: 'a reply such as { code: 451 }' })
  const { code, enhanced } = reply as NonNullable<Fault['reply']>
  if (code === undefined)
    throw invalid(`fault reply: code is left out; expected ${replyKinds.code.expected}.`)
  if (typeof enhanced !== 'string' || enhanced.startsWith(String(code)[0] ?? '')) return
  throw invalid(
    `fault reply: enhanced is ${shown(enhanced)} with the code ${code}; expected one of the same class, as "${String(code)[0]}.0.0" (RFC 3463 §2).`,
  )
}

function wholeNumber(from: number, to: number): FieldKind {
  return {
    fits: (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to,
    expected: `a whole number from ${from} to ${to}`,
  }
}

function invalid(words: string): FourportError {
  return new FourportError('OPTION_INVALID', words, {
    help: 'docs/library.md, “Faults”, has every field with what it takes.',
  })
}
