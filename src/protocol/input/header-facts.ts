import { isAscii, isUtf8 } from 'node:buffer'
import type { HeaderFacts, HeaderFault } from '../../model/observation.ts'
import { addressFault } from './address-fault.ts'
import { dateFault, fieldInFold, fieldsAtStart, hiddenStart, isMessageId } from './value-faults.ts'

/** Real header blocks fit; what comes after is not looked at. */
export const maxHeaderBytes = 16_384
const maxNames = 40
const blank = 0x20
const CR = 0x0d
const LF = 0x0a
const bom = Buffer.from([0xef, 0xbb, 0xbf])
const maxNameChars = 80
const maxValueChars = 320
const maxSubjectChars = 1_000

/** A field name (RFC 5322 §2.2), blanks allowed after it as its obsolete form has them. */
const fieldName = /^[\x21-\x39\x3b-\x7e]+[ \t]*$/

/** A header as it was read on arrival. */
export interface ReadHeader {
  /** For the session's record: what tells a client. */
  readonly facts: HeaderFacts
  /** For the message. See {@link MessageFacts}. */
  readonly subject: string
  /** It announces more than plain text as it is: parts, another type, a transfer encoding. */
  readonly announcesParts: boolean
}

/** Fields of which a header has one at most (RFC 5322 §3.6, RFC 2045), each with its bit. */
const once: ReadonlyMap<string, number> = new Map(
  'to cc bcc subject from date message-id reply-to sender in-reply-to references mime-version content-type content-transfer-encoding'
    .split(' ')
    .map((name, index) => [name, 1 << index]),
)
const recipientBits = 0b111
const subjectBit = 0b1000
/** What a header that was not cut has, mostly. */
const usualBits = bitsOf('from', 'subject', 'date', 'message-id', 'mime-version', 'content-type')
/** Of these no text begins with one that its header lacks. */
const provingBits = bitsOf('from', 'message-id', 'mime-version', 'content-type', 'content-transfer-encoding')

/**
 * What the header block shows at a glance: names as they stand, a few values unfolded and otherwise as they were
 * sent, and by name what is wrong with them. It decodes nothing. The Message-ID comes without angle brackets.
 *
 * @param start - The first {@link maxHeaderBytes} of a message, at least, or all of it
 * @param sizeBytes - Of the whole message
 */
export function readHeader(start: Buffer, sizeBytes: number): ReadHeader {
  const header = new Header()
  let ended = false
  const head = start.subarray(0, maxHeaderBytes)
  const whole = headerBlock(head)
  const hasBom = head[0] === bom[0] && whole.subarray(0, bom.length).equals(bom)
  const block = hasBom ? whole.subarray(bom.length) : whole
  // UTF-8 (RFC 6532) where it is valid, else byte for byte, as the parser of the message reads it.
  const text = block.toString(isUtf8(block) ? 'utf8' : 'latin1')
  const isCut = whole.length === head.length && sizeBytes > head.length
  let colon = -1
  for (let line = 0, end = 0; line < text.length; line = end + 1) {
    end = lineEnd(text, line)
    // A bare LF ends a line here too: clients that send it must be told apart as well.
    ended = isEmptyLine(text, line, end)
    if (ended) break
    // Not sought anew for each line that has none: it would go through all of them.
    if (colon < line) colon = text.indexOf(':', line)
    if (colon < 0) colon = text.length
    const before = colon < end ? text.slice(line, colon) : ''
    if (fieldName.test(before)) header.field(before.trimEnd(), text, colon + 1)
    else if (!isCut || end < text.length) header.otherLine(text, line, end)
    if (colon === text.length && header.isBroken) break
  }
  if (hasBom) header.beginsWithBom()
  if (!header.isComplete && !isCut) header.bodyBegins(head, whole.length)
  const isPartial = !ended && isCut
  return {
    facts: header.facts(head, !isAscii(block), isPartial),
    subject: header.subject ?? '',
    announcesParts: header.announcesParts,
  }
}

/** JSON begins with it, and no message does: no field has such a name. */
const openingBrace = 0x7b

/** A header as its lines come. */
class Header {
  subject: string | null = null
  announcesParts = false
  readonly #names: string[] = []
  readonly #faults: HeaderFault[] = []
  #from: string | null = null
  #messageId: string | null = null
  #mailer: string | null = null
  #bcc: string | null | undefined
  #seen = 0
  /** Of To, Cc and Subject, those without a value: as good as missing. Bcc may be empty (RFC 5322 §3.6.3). */
  #empty = 0
  #lines = 0
  #lineWithoutField = 0
  /** Whether a fold of the field that came last may hide another one. */
  #hides = false
  #folded = 0

  /** Whether a line that belongs to no field was seen. */
  get isBroken(): boolean {
    return this.#lineWithoutField > 0
  }

  /** Whether it has all that a header usually has. */
  get isComplete(): boolean {
    return (this.#seen & usualBits) === usualBits
  }

  beginsWithBom(): void {
    this.#add('byte-order-mark')
  }

  /** The text after the header: an empty line that came too early has left the rest of the header in it. */
  bodyBegins(head: Buffer, from: number): void {
    if (this.#seen === 0) return
    // Past the line end of the last field, and the empty line.
    const start = head.indexOf('\n', head.indexOf('\n', from) + 1) + 1
    // Nearly no text begins with a field, and its first letters show that.
    if (start === 0 || !head.subarray(start, start + startChars).includes(':')) return
    // After a header of one field an empty line may follow each: their line ends were doubled.
    const fields = fieldsAtStart(head, start, this.#names.length === 1)
    let bits = 0
    for (const name of fields) bits |= once.get(name) ?? 0
    const missing = bits & ~this.#seen
    if (missing === 0) return
    if ((missing & provingBits) === 0 && fields.length < 2) return
    this.#folded |= bits
    this.#add('field-in-body')
  }

  /** @param at - Where its value begins in the text */
  field(name: string, text: string, at: number): void {
    this.#lines++
    if (this.#names.length < maxNames) this.#names.push(name.slice(0, maxNameChars))
    const lower = name.toLowerCase()
    const bit = once.get(lower)
    this.#hides = bit !== undefined
    if (bit === undefined) {
      if (lower === 'x-mailer' || lower === 'user-agent') this.#mailer ??= cleaned(unfolded(text, at))
      else if (lower === 'content-disposition') this.announcesParts = true
      return
    }
    if ((this.#seen & bit) === 0) this.#value(lower, text, at)
    else this.#add('field-repeated')
    this.#seen |= bit
  }

  /** A line that is no field: a fold, or nothing that a header may have. */
  otherLine(text: string, start: number, end: number): void {
    this.#lines++
    const isFold = this.#names.length > 0 && (text[start] === ' ' || text[start] === '\t')
    if (!isFold) {
      if (this.#lineWithoutField === 0) this.#lineWithoutField = this.#lines
    } else if (this.#hides) {
      const name = fieldInFold(text.slice(start, Math.min(end, start + maxNameChars)))
      if (name !== null) this.#folded |= once.get(name) ?? 0
    }
  }

  facts(head: Buffer, isEightBit: boolean, isPartial: boolean): HeaderFacts {
    // Nearly all messages begin with a letter.
    const hidden = (head[0] ?? blank) > blank ? null : hiddenStart(head)
    const facts: Writable<HeaderFacts> = {
      names: this.#names,
      from: this.#from,
      messageId: this.#messageId,
      mailer: this.#mailer,
    }
    if (hidden !== null) this.#add(hidden)
    else if (this.#lineWithoutField > 0) {
      this.#add('line-without-field')
      facts.lineWithoutField = this.#lineWithoutField
    }
    if (head[0] === openingBrace && this.#seen === 0) this.#add('json')
    const all = this.#seen | this.#folded
    if (all !== this.#seen && !this.#faults.includes('field-in-body')) this.#add('field-in-fold')
    // Where none of its fields is known, it is text that looks like one.
    if (!isPartial && all !== 0) {
      if ((all & ~this.#empty & recipientBits) === 0) this.#add('to-missing')
      if ((all & ~this.#empty & subjectBit) === 0) this.#add('subject-missing')
    }
    if (this.#faults.length > 0) facts.faults = this.#faults
    if (this.#bcc !== undefined) facts.bcc = this.#bcc
    if (isEightBit) facts.eightBit = true
    if (isPartial) facts.partial = true
    return facts
  }

  #value(name: string, text: string, at: number): void {
    switch (name) {
      case 'subject':
        this.subject = unfolded(text, at).slice(0, maxSubjectChars)
        if (this.subject === '') this.#empty |= subjectBit
        break
      case 'from':
      case 'to':
      case 'cc':
      case 'reply-to': {
        const value = unfolded(text, at)
        if (name === 'from') this.#from = addressIn(value)
        else if (value === '') this.#empty |= once.get(name)!
        // An empty one of the others holds nothing that could be wrong.
        const fault = value === '' && name !== 'from' ? null : addressFault(value)
        if (fault !== null) this.#add(`${name}-${fault}`)
        break
      }
      case 'bcc': {
        const value = unfolded(text, at)
        if (value !== '') this.#bcc = value.includes(',') ? null : addressIn(value)
        break
      }
      case 'content-type':
        if (!startsAsText.test(text.slice(at, at + startChars))) this.announcesParts = true
        break
      case 'content-transfer-encoding':
        if (startsAsEncoding.test(text.slice(at, at + startChars))) this.announcesParts = true
        break
      case 'date': {
        const fault = dateFault(unfolded(text, at))
        if (fault !== null) this.#add(fault)
        break
      }
      case 'message-id': {
        const value = unfolded(text, at)
        this.#messageId = cleaned(value.replace(/^<|>$/g, ''))
        if (!isMessageId(value)) this.#add('message-id-malformed')
      }
    }
  }

  #add(fault: HeaderFault): void {
    if (!this.#faults.includes(fault)) this.#faults.push(fault)
  }
}

const startChars = 40
const startsAsText = /^\s*text\//i
const startsAsEncoding = /^\s*(?:quoted|base64)/i

function bitsOf(...names: readonly string[]): number {
  return names.reduce((bits, name) => bits | (once.get(name) ?? 0), 0)
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Up to its empty line, and without the line end before that. */
function headerBlock(head: Buffer): Buffer {
  if (head[0] === LF || (head[0] === CR && head[1] === LF)) return head.subarray(0, 0)
  const end = head.indexOf('\n\r\n')
  const block = end === -1 ? head : head.subarray(0, head[end - 1] === CR ? end - 1 : end)
  const bareEnd = block.indexOf('\n\n')
  return bareEnd === -1 ? block : block.subarray(0, bareEnd)
}

/** Of a line end that was converted twice, CR CR LF, the first CR is no text. */
function isEmptyLine(text: string, start: number, end: number): boolean {
  let at = start
  while (at < end && text[at] === '\r') at++
  return at === end
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start)
  return end === -1 ? text.length : end
}

/** The value that starts at `start`, folded lines joined (RFC 5322 §2.2.3). */
function unfolded(text: string, start: number): string {
  let value = ''
  for (let at = start; value.length < 4 * maxValueChars;) {
    const end = lineEnd(text, at)
    value += text.slice(at, text[end - 1] === '\r' ? end - 1 : end)
    at = end + 1
    if (text[at] !== ' ' && text[at] !== '\t') break
  }
  return value.trim()
}

const bracketed = /<([^<>]*)>/
/** Words, those in quotes too, each with the domain that follows it. What is once read is not read again. */
const words = /(?:"(?:\\[^]|[^"\\])*(?:"|\\?$)|[^\s,;:<>()"@])+(@[^\s,;:<>()"]+)?/g

/** The first address of a From: in angle brackets, else the first word with an @ in it. */
function addressIn(value: string): string | null {
  const plain = withoutDisplayNames(value.slice(0, 4 * maxValueChars))
  const address = bracketed.exec(plain)?.[1] ?? firstBare(plain)
  return address === undefined ? null : cleaned(address.trim())
}

function firstBare(text: string): string | undefined {
  // By hand: `matchAll` compiles the expression anew for each header.
  words.lastIndex = 0
  for (let found = words.exec(text); found !== null; found = words.exec(text))
    if (found[1] !== undefined) return found[0]
  return undefined
}

/** A quoted local part belongs to its address; a quoted display name may hold an address of its own. */
function withoutDisplayNames(value: string): string {
  if (!value.includes('"')) return value
  return value.replace(/"(?:\\[^]|[^"\\])*(?:(")(@?)|\\?$)/g, (quoted, closed?: string, at?: string) =>
    closed !== undefined && at === '' ? ' ' : quoted,
  )
}

/** Control characters go, length is bounded; empty is null. */
function cleaned(value: string): string | null {
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, '').slice(0, maxValueChars) || null
}
