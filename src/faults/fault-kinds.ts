import {
  type Fault,
  faultCuts,
  type FaultEhlo,
  type FaultPace,
  faultPoints,
  type FaultReply,
  faultTlsModes,
} from '../model/fault.ts'
import {
  boolean,
  type FaultField,
  flag,
  listOf,
  number,
  object,
  oneOf,
  oneOrMore,
  orNull,
  schemaOf,
  text,
  wholeNumber,
} from './field-kinds.ts'

const anHourMs = 3_600_000
const aDayMs = 86_400_000
const aBillion = 1_000_000_000
/** RFC 5321 §4.5.3.1.5: 512 octets a line, code and enhanced code among them. */
const longestText = 400
const mostLines = 100
/** What goes with a reply into one segment, and a few more. */
const longestInjected = 4096

// RFC 5321 §4.2: textstring, without the tab.
const line = text(/^[ -~]*$/, longestText, { expected: 'one line', description: 'A line' })
const keyword = text(/^[A-Za-z0-9][A-Za-z0-9-]*$/, longestText, {
  expected: 'a keyword',
  description: 'A keyword',
})
// RFC 5321 §4.1.1.1: ehlo-line.
const ehloLine = text(/^[A-Za-z0-9][A-Za-z0-9-]*(?:[ =][ -~]*)?$/, longestText, {
  expected: 'a line',
  description: 'A line',
})

export const replyKinds: Readonly<Record<keyof FaultReply, FaultField>> = {
  code: wholeNumber(200, 599, {
    description: '400 to 599: a refusal, after 421 the connection ends; less: said of what succeeds',
  }),
  enhanced: orNull(
    text(/^[245]\.\d{1,3}\.\d{1,3}$/, 9, {
      expected: 'a code such as "4.3.2" (RFC 3463), or null for none',
      description: 'Enhanced code, of the class of the code; by default 4.0.0 and the like',
    }),
  ),
  text: oneOrMore(line, mostLines, {
    expected: `one line of at most ${longestText} characters, printable ASCII, or a list of at most ${mostLines}`,
    description: 'What is said, one line or several',
  }),
}

export const paceKinds: Readonly<Record<keyof FaultPace, FaultField>> = {
  bytes: wholeNumber(1, 65_536, { description: 'Octets at a time' }),
  everyMs: wholeNumber(1, 60_000, { description: 'Milliseconds between them' }),
}

export const ehloKinds: Readonly<Record<keyof FaultEhlo, FaultField>> = {
  drop: listOf(keyword, mostLines, {
    expected: `a list of keywords such as ['STARTTLS'], at most ${mostLines}`,
    description: 'Keywords that are not offered, and not done either',
  }),
  add: listOf(ehloLine, mostLines, {
    expected: `a list of lines such as ['AUTH PLAIN LOGIN'] (RFC 5321 §4.1.1.1), at most ${mostLines}`,
    description: 'Whole lines that are offered as well',
  }),
  lowerCase: flag({ description: 'Keywords in lower case' }),
}

/**
 * What each field takes: the one table that checks them, and describes them to the API, to the config file and to who
 * writes one as text. `listener` and `inbox` are held against those that there are elsewhere.
 */
export const faultKinds: Readonly<Record<keyof Fault, FaultField>> = {
  at: oneOf(faultPoints, { description: 'Where' }),
  to: pattern('A recipient, the whole address; * is any characters'),
  from: pattern('The sender, likewise; empty: that of a bounce'),
  user: pattern('The user who has logged in, or at login is about to, likewise'),
  inbox: name('the id of an inbox', 'Id of an inbox: its user has logged in, or a recipient is its own'),
  listener: name('the name of a listener', 'Name of a listener or a profile; by default every listener'),
  secure: boolean({ description: 'true: only under TLS; false: only in clear' }),
  times: wholeNumber(1, aBillion, { description: 'How often it fires; by default until it is taken off' }),
  skip: wholeNumber(0, aBillion, { description: 'How often it lets pass what fits, at first' }),
  per: oneOf(['session'], { description: 'session: times and skip count in each session by itself' }),
  // As many times are remembered.
  perMinute: wholeNumber(1, 10_000, { description: 'How many it lets pass in any minute' }),
  greylistMs: wholeNumber(1, aDayMs, {
    description: 'Milliseconds from the first try of a host, sender and recipient in which it fires',
  }),
  probability: number(0, 100, {
    description: 'In percent; what it comes to is decided by the server’s seed',
  }),
  afterBytes: wholeNumber(1, aBillion, { description: 'Of content: how many octets have come' }),
  delayMs: wholeNumber(1, anHourMs, { description: 'Milliseconds in which nothing is said' }),
  pace: object(paceKinds, ['bytes', 'everyMs'], {
    expected: 'an object such as { bytes: 1, everyMs: 10 }',
    description: 'From here on all that is said goes out in pieces',
  }),
  reply: object(replyKinds, ['code'], {
    expected: 'an object such as { code: 451 }',
    description: 'What the client is told',
  }),
  injected: text(/^(?:[ -~]|\r\n)+$/, longestInjected, {
    expected: `at most ${longestInjected} octets, printable ASCII with \\r\\n between lines`,
    description: 'Octets in the same write after the reply',
  }),
  ehlo: object(ehloKinds, [], {
    expected: "an object such as { drop: ['STARTTLS'] }",
    description: 'Of EHLO: another list of what the server can do',
  }),
  tls: oneOf(faultTlsModes, { description: 'What comes where TLS is due' }),
  cut: oneOf(faultCuts, { description: 'How the connection ends, after what was said' }),
}

/** A fault as JSON Schema. Which fields belong together is not in it. */
export const faultSchema: Readonly<Record<string, unknown>> = schemaOf(faultKinds, ['at'])

function pattern(description: string): FaultField {
  const expected = 'a text such as "ada@b.test" or "*@b.test", in which * is any characters'
  return text(/^[^]*$/, 320, { expected, description })
}

function name(expected: string, description: string): FaultField {
  return text(/^[^]*$/, 320, { expected, description })
}
