import { field, type Field, list, object, oneOrMore, orNull, schemaOf } from '../base/kinds/compounds.ts'
import type { Kind } from '../base/kinds/kind.ts'
import { boolean, choice, duration, flag, number, text, wholeNumber } from '../base/kinds/scalars.ts'
import {
  type Fault,
  faultCuts,
  type FaultEhlo,
  type FaultPace,
  faultPoints,
  type FaultReply,
  faultTlsModes,
} from '../model/fault.ts'

const aMinuteMs = 60_000
const anHourMs = 3_600_000
const aDayMs = 86_400_000
const aBillion = 1_000_000_000
/** RFC 5321 §4.5.3.1.5: 512 octets a line, code and enhanced code among them. */
const longestText = 400
const mostLines = 100
/** What goes with a reply into one segment, and a few more. */
const longestInjected = 4096

// RFC 5321 §4.2: textstring, without the tab.
const line = text(/^[ -~]*$/, 'one line', { maxLength: longestText })
const keyword = text(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'a keyword', { maxLength: longestText })
// RFC 5321 §4.1.1.1: ehlo-line.
const ehloLine = text(/^[A-Za-z0-9][A-Za-z0-9-]*(?:[ =][ -~]*)?$/, 'a line', { maxLength: longestText })
const enhancedCode = text(/^[245]\.\d{1,3}\.\d{1,3}$/, 'a code such as "4.3.2" (RFC 3463)', { maxLength: 9 })

/** In text one at a time, whatever it holds: a line may have commas. */
const several = (item: Kind<string>, expected: string): Kind<readonly string[]> =>
  list(item, { least: 1, most: mostLines, expected, commas: 'nowhere', alwaysList: true })

export const replyKinds: Readonly<Record<keyof FaultReply, Field>> = {
  code: field(
    '400 to 599: a refusal, after 421 the connection ends; less: the reply to a command that succeeds',
    wholeNumber(200, 599),
  ),
  enhanced: field(
    'Enhanced code, of the class of the code; by default 4.0.0 and the like',
    orNull(enhancedCode),
  ),
  text: field(
    'What is said, one line or several',
    oneOrMore(
      line,
      mostLines,
      `one line of at most ${longestText} characters, printable ASCII, or a list of at most ${mostLines}`,
    ),
  ),
}

export const paceKinds: Readonly<Record<keyof FaultPace, Field>> = {
  bytes: field('Octets at a time', wholeNumber(1, 65_536)),
  everyMs: field('Milliseconds between them', duration(1, aMinuteMs)),
}

export const ehloKinds: Readonly<Record<keyof FaultEhlo, Field>> = {
  drop: field(
    'Keywords that are not offered, and not done either',
    several(keyword, `a list of keywords such as ['STARTTLS'], at most ${mostLines}`),
  ),
  add: field(
    'Whole lines that are offered as well',
    several(
      ehloLine,
      `a list of lines such as ['AUTH PLAIN LOGIN'] (RFC 5321 §4.1.1.1), at most ${mostLines}`,
    ),
  ),
  lowerCase: field('Keywords in lower case', flag),
}

const name = anyText('the name of a listener')
const listenerName: Kind<string> = {
  ...name,
  fits: (value) => Number.isInteger(value) || name.fits(value),
  schema: { ...name.schema, type: ['string', 'integer'] },
}
const pattern = anyText('a text such as "ada@b.test" or "*@b.test", in which * is any characters')

/**
 * What each field takes: the one table that checks them, and describes them to the API, to the config file and to who
 * writes one as text. `listener` and `inbox` are held against those that there are elsewhere.
 */
export const faultKinds: Readonly<Record<keyof Fault, Field>> = {
  at: field('Where', choice(faultPoints)),
  to: field('A recipient, the whole address; * is any characters', pattern),
  from: field('The sender, likewise; empty: that of a bounce', pattern),
  user: field('The user who has logged in, or at login is about to, likewise', pattern),
  inbox: field(
    'Id of an inbox: its user has logged in, or a recipient is its own',
    anyText('the id of an inbox'),
  ),
  listener: field(
    'Name of a listener or a profile, or the usual number of one; by default every listener',
    listenerName,
  ),
  secure: field('true: only under TLS; false: only unencrypted', boolean),
  times: field('How often it fires; by default until it is removed', wholeNumber(1, aBillion)),
  skip: field('How often it lets pass what fits, at first', wholeNumber(0, aBillion)),
  per: field('session: times and skip count in each session by itself', choice(['session'])),
  // As many times are remembered.
  perMinute: field('How many it lets pass in any minute', wholeNumber(1, 10_000)),
  greylistMs: field(
    'Milliseconds from the first try of a host, sender and recipient in which it fires',
    duration(1, aDayMs),
  ),
  probability: field('In percent; what it comes to is decided by the server’s seed', number(0, 100)),
  afterBytes: field('Of content: how many octets have come', wholeNumber(1, aBillion)),
  delayMs: field('Milliseconds in which nothing is said', duration(1, anHourMs)),
  pace: field(
    'From here on all that is said goes out in pieces',
    object(paceKinds, ['bytes', 'everyMs'], 'an object such as { bytes: 1, everyMs: 10 }'),
  ),
  reply: field('What the server replies', object(replyKinds, ['code'], 'an object such as { code: 451 }')),
  injected: field(
    'Octets in the same write after the reply',
    text(
      /^(?:[ -~]|\r\n)+$/,
      `at most ${longestInjected} octets, printable ASCII with \\r\\n between lines`,
      { maxLength: longestInjected },
    ),
  ),
  ehlo: field(
    'Of EHLO: another list of what the server can do',
    object(ehloKinds, [], "an object such as { drop: ['STARTTLS'] }"),
  ),
  tls: field('What comes where TLS is due', choice(faultTlsModes)),
  cut: field('How the connection ends, after what was said', choice(faultCuts)),
}

/** A fault as JSON Schema. Which fields belong together is not in it. */
export const faultSchema: Readonly<Record<string, unknown>> = schemaOf(faultKinds, ['at'])

function anyText(expected: string): Kind<string> {
  return text(/^[^]*$/, expected, { maxLength: 320 })
}
