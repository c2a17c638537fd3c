import type { HeaderFacts, HeaderFault } from '../../model/observation.ts'
import type { DialogueContent } from '../dialogue.ts'
import type { Facts } from '../facts.ts'
import { refused } from '../queries.ts'
import { clean, list } from '../quote.ts'
import type { Detection, Rule } from '../rule.ts'
import { evidenceOf, isHeadless } from './header-faults.ts'

/** Bcc is sent to everybody, but for the copy that goes to the one in it (RFC 5322 §3.6.3). */
export const bccInHeader: Rule = (facts, context) => {
  const content = facts.contents.find((one) => one.header?.bcc !== undefined && !isOwnCopy(one, facts))
  if (content === undefined) return null
  return {
    id: 'bcc-in-header',
    confidence: 'certain',
    saw: 'The message was sent with its Bcc field.',
    why: 'Everyone who gets the message can read the addresses that should have stayed hidden. The client must remove Bcc before it sends (RFC 5322 §3.6.3); few servers do it.',
    fix:
      context.library === 'smtplib'
        ? 'Use `send_message()`, which removes Bcc, instead of `sendmail()`, which sends the text as it is.'
        : 'Remove Bcc from the header, and give its addresses to the library as recipients only.',
    evidence: evidenceOf(content),
  }
}

function isOwnCopy({ header, mail, data }: DialogueContent, facts: Facts): boolean {
  if (typeof header?.bcc !== 'string' || mail === null) return false
  const recipients = facts.exchanges.filter(
    (one) =>
      one.command.verb === 'RCPT' &&
      one.command.n > mail.command.n &&
      one.command.n < data.n &&
      !refused(one),
  )
  const [only] = recipients
  return recipients.length === 1 && only!.command.line.toLowerCase().includes(`<${header.bcc.toLowerCase()}>`)
}

/** The header begins where nobody looks for it, goes on after it has ended, or one of its fields is part of another. */
export const headerInBody: Rule = (facts, context) =>
  headerAside(facts, context) ?? headerGoesOn(facts, context)

const headerGoesOn = of(
  'header-in-body',
  {
    'field-in-body':
      'The header ends at an empty line that came too early: more header fields follow it, and are read as text.',
  },
  {
    why: 'The header ends at the first empty line (RFC 5322 §2.1). Mail programs show the fields after it, and do not know what is in them.',
    fix: 'End each field with one line break (`\\r\\n`), and only the last one with two.',
  },
)

const headerAside = of(
  'header-in-body',
  {
    'empty-first-line': 'The message begins with an empty line, so its header is read as text.',
    'indented-first-line': 'The header of the message is indented, so its first line is not a field.',
    'field-in-fold': 'A field of the header is indented, so it is part of the field above it.',
  },
  {
    why: 'The header ends at the first empty line (RFC 5322 §2.1), and an indented line continues the field before it (§2.2.3). Text in triple quotes, in Python and other languages, keeps its first line break and the indentation of the code.',
    fix: 'Build the message with a library, in Python with `EmailMessage`; or begin the text right after the quotes (in Python with a backslash, `"""\\`) and remove its indentation (`textwrap.dedent()`).',
  },
)

/** A byte order mark, no header at all, no empty line between header and text, or a line of the header that is broken. */
export const headerLine: Rule = (facts, context) =>
  byteOrderMark(facts, context) ?? noHeader(facts) ?? brokenLine(facts, context)

const byteOrderMark = of(
  'header-line-malformed',
  {
    'byte-order-mark':
      'The message begins with a byte order mark (BOM), so its first line is not a header field.',
  },
  {
    why: 'The first octet of a message is that of a field name (RFC 5322 §2.2); most servers and mail programs do not find the first field, or any.',
    fix: "Save the file as UTF-8 without BOM, or remove it while reading (in Python with `encoding='utf-8-sig'`).",
  },
)

const noHeader = (facts: Facts): Detection | null => {
  const content = facts.contents.find(({ header }) => header !== null && isHeadless(header))
  if (content === undefined) return null
  if (content.header?.faults?.includes('json') === true) {
    return {
      id: 'header-line-malformed',
      confidence: 'certain',
      saw: 'The message is JSON: it begins with "{", and has no header.',
      why: 'The body for the HTTP API of a mail service is not an SMTP message, which begins with header fields such as `Subject: Hello`; the text follows after an empty line (RFC 5322 §2.1). Mail programs show the JSON as text, without a subject.',
      fix: 'Build the message from the values with a mail library, or write a header: `From: app@example.com`, `To: …`, `Subject: …`, `Date: …`, an empty line, and the text. To send JSON on purpose, write that header above it with `Content-Type: application/json`.',
      evidence: evidenceOf(content),
    }
  }
  return {
    id: 'header-line-malformed',
    confidence: 'certain',
    saw: 'The message has no header: its first line is text.',
    why: 'A message begins with header fields such as `Subject: Hello`, and the text follows after an empty line (RFC 5322 §2.1). Servers refuse a message without them, or make up From and Date, and mail programs show no subject.',
    fix: 'Write From, To, Subject and Date, an empty line, and then the text; or build the message with a library, in Python with `EmailMessage`.',
    evidence: evidenceOf(content),
  }
}

const brokenLine = of(
  'header-line-malformed',
  {
    'line-without-field': ({ names, lineWithoutField }) =>
      names.length === 0
        ? 'The message begins with a line that is not a header field.'
        : `Line ${lineWithoutField ?? 'one'} of the message is neither a header field nor empty.`,
  },
  {
    why: 'A header consists of lines such as `Subject: Hello`, and an empty line ends it (RFC 5322 §2.1). Without it, servers and mail programs disagree on where the text begins: some lose a part of it, others show header fields in it.',
    fix: 'Put an empty line between header and text, and fold long fields with a line break and a space; take line breaks out of values such as Subject. A library that builds messages does both.',
  },
)

/** A field twice of which there may be one (RFC 5322 §3.6). */
export const fieldRepeated: Rule = of(
  'header-field-repeated',
  {
    'field-repeated': ({ names }) => `The message has more than one ${list(repeated(names))} field.`,
  },
  {
    why: 'RFC 5322 §3.6 allows only one. Gmail and others refuse the message; the rest show the first or the last.',
    fix: 'Set the field once: replace it if the library has already set it, and put several addresses into one field, separated by commas.',
  },
)

/** From, To, Cc or Reply-To that cannot be read, or not elsewhere. */
export const addressField: Rule = (facts) => {
  const content = withFault(
    facts,
    (fault) => fault.endsWith('-malformed') && fault !== 'message-id-malformed',
  )
  if (content !== undefined && !isMixed(content)) {
    return {
      id: 'header-address-malformed',
      confidence: 'certain',
      saw: malformedWords(content),
      why: 'Addresses are separated by commas, and a name that contains a comma, a colon or an @ must be in quotes (RFC 5322 §3.4). Servers refuse the message, or replies go to the wrong address.',
      fix: 'Give the library the name and the address separately; or write `"Doe, Ann" <ann@example.com>, bob@example.com`.',
      evidence: evidenceOf(content),
    }
  }
  const local = withFault(facts, (fault) => fault.endsWith('-without-domain'))
  if (local === undefined) return null
  return {
    id: 'header-address-malformed',
    confidence: 'certain',
    saw: `The address in ${fieldsOf(local, '-without-domain')} has no domain.`,
    why: 'An address has a local part, an @ and a domain (RFC 5322 §3.4.1). Other servers refuse one without a domain, or add their own.',
    fix: 'Write the whole address, such as root@example.com.',
    evidence: evidenceOf(local),
  }
}

function malformedWords(content: DialogueContent): string {
  const { from, faults } = content.header ?? {}
  return from === null && faults?.includes('from-malformed') === true
    ? 'From contains no address.'
    : `${fieldsOf(content, '-malformed')} cannot be read as a list of addresses.`
}

/** A Date that nobody can read, or of a clock that was never set. */
export const dateMalformed: Rule = of(
  'date-malformed',
  {
    'date-unreadable': 'The Date of the message cannot be read.',
    'date-1970': 'The Date of the message is in 1970 or before.',
  },
  {
    why: 'Mail programs sort by Date, and spam filters count an unreadable or decades-old one against the message. Date has a format of its own (RFC 5322 §3.3), which is not ISO 8601. 1970 comes from a clock that was not set, or from seconds that were read as milliseconds.',
    fix: 'Let the library set Date. To write it yourself: `email.utils.formatdate()` in Python, `date(DATE_RFC2822)` in PHP, `new Date().toUTCString()` in JavaScript.',
  },
)

/** A Message-ID in another form than RFC 5322 §3.6.4 has. */
export const messageIdMalformed: Rule = of(
  'message-id-malformed',
  {
    'message-id-malformed': ({ messageId }) => messageIdWords(messageId ?? ''),
  },
  {
    why: 'A Message-ID has two parts with an @ between them, in angle brackets (RFC 5322 §3.6.4). Without that form replies cannot be threaded, and spam filters count it against the message.',
    fix: 'Let the library create it, or write `<unique-part@your-domain>`.',
  },
)

/** @param id - Without angle brackets, if it has any */
function messageIdWords(id: string): string {
  if (id === '') return 'The Message-ID is empty.'
  const quoted = `The Message-ID "${clean(id)}"`
  if (/\s/.test(id)) return `${quoted} contains a space.`
  if (!id.includes('@')) return `${quoted} has no @ and no domain.`
  return /^@|@$/.test(id) ? `${quoted} has nothing on one side of its @.` : `${quoted} has no angle brackets.`
}

/** Neither To nor Cc nor Bcc, or To and Cc without a value. */
export const noTo: Rule = of(
  'message-without-to',
  {
    'to-missing': ({ names }) => {
      const field = fieldAmong(names, 'to') ?? fieldAmong(names, 'cc')
      return field === undefined
        ? 'The message has neither To nor Cc.'
        : `The ${field} field of the message is empty.`
    },
  },
  {
    why: 'RFC 5322 §3.6 does not require To, but an empty one is not allowed (§3.6.3). Spam filters count both against the message, and the people who get it do not see whom it is for.',
    fix: 'Write at least one address into To; the envelope recipients (RCPT TO) do not set it.',
  },
)

/** No Subject, or one without a value. */
export const noSubject: Rule = of(
  'message-without-subject',
  {
    'subject-missing': ({ names }) =>
      fieldAmong(names, 'subject') === undefined
        ? 'The message has no Subject.'
        : 'The Subject of the message is empty.',
  },
  {
    why: 'RFC 5322 §3.6 does not require it, but spam filters count its absence, and mail programs show an empty line for the message.',
    fix: 'Set Subject in the message.',
  },
)

/** A field as it is spelled in the header. */
function fieldAmong(names: readonly string[], field: string): string | undefined {
  return names.find((name) => name.toLowerCase() === field)
}

type Saw = string | ((header: HeaderFacts) => string)

/** A rule that says what was seen by the first of these faults. Most messages have none. */
function of(
  id: Detection['id'],
  saws: Readonly<Partial<Record<HeaderFault, Saw>>>,
  words: Pick<Detection, 'why' | 'fix'>,
): Rule {
  return (facts) => {
    const content = withFault(facts, (fault) => saws[fault] !== undefined)
    const { header } = content ?? {}
    if (content === undefined || header === undefined || header === null) return null
    const fault = header.faults?.find((one) => saws[one] !== undefined)
    const saw = fault === undefined ? undefined : saws[fault]
    if (saw === undefined) return null
    return {
      id,
      confidence: 'certain',
      saw: typeof saw === 'string' ? saw : saw(header),
      ...words,
      evidence: evidenceOf(content),
    }
  }
}

function withFault(facts: Facts, is: (fault: HeaderFault) => boolean): DialogueContent | undefined {
  return facts.contents.find(({ header }) => header?.faults?.some(is))
}

/** Whether one field holds others, so that nobody can read it either. */
function isMixed({ header }: DialogueContent): boolean {
  return header?.faults?.includes('field-in-fold') === true
}

const labels: Readonly<Record<string, string>> = { from: 'From', to: 'To', cc: 'Cc', 'reply-to': 'Reply-To' }

function fieldsOf({ header }: DialogueContent, end: string): string {
  const fields = (header?.faults ?? []).flatMap((fault) =>
    fault.endsWith(end) ? (labels[fault.slice(0, -end.length)] ?? []) : [],
  )
  return list(fields)
}

/** Names that come more than once, as they are first spelled. Of few fields alone that is a fault. */
function repeated(names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase())
  return names.filter(
    (_name, index) =>
      lower.indexOf(lower[index]!) === index &&
      lower.includes(lower[index]!, index + 1) &&
      onceOnly.has(lower[index]!),
  )
}

const onceOnly: ReadonlySet<string> = new Set(
  'to cc bcc subject from date message-id reply-to sender in-reply-to references mime-version content-type content-transfer-encoding'.split(
    ' ',
  ),
)
