import { isAscii, isUtf8 } from 'node:buffer'
import type { BufferList } from '../../base/buffer-list.ts'
import type { HeaderFacts } from '../../model/observation.ts'

/** Real header blocks fit; what comes after is not looked at. */
const maxHeaderBytes = 16_384
const maxNames = 40
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
}

/**
 * What the header block shows at a glance: names as they stand, four values unfolded and otherwise as they were
 * sent. It looks at the first 16 KiB at most and decodes nothing. The Message-ID comes without angle brackets.
 */
export function readHeader(content: BufferList): ReadHeader {
  const names: string[] = []
  let from: string | null = null
  let messageId: string | null = null
  let mailer: string | null = null
  let subject: string | null = null
  let ended = false
  const head = content.head(maxHeaderBytes).subarray(0, maxHeaderBytes)
  const block = headerBlock(head)
  // UTF-8 (RFC 6532) where it is valid, else byte for byte, as whoever parses the message has it.
  const text = block.toString(isUtf8(block) ? 'utf8' : 'latin1')
  let colon = -1
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = lineEnd(text, start)
    // A bare LF ends a line here too: clients that send it must be told apart as well.
    ended = end === start || (end === start + 1 && text[start] === '\r')
    if (ended) break
    // Not sought anew for each line that has none: it would go through all of them.
    if (colon < start) colon = text.indexOf(':', start)
    if (colon < 0) break
    const before = colon < end ? text.slice(start, colon) : ''
    if (!fieldName.test(before)) continue
    const name = before.trimEnd()
    if (names.length < maxNames) names.push(name.slice(0, maxNameChars))
    switch (name.toLowerCase()) {
      case 'from':
        from ??= addressIn(unfolded(text, colon + 1))
        break
      case 'message-id':
        messageId ??= cleaned(unfolded(text, colon + 1).replace(/^<|>$/g, ''))
        break
      case 'subject':
        subject ??= unfolded(text, colon + 1).slice(0, maxSubjectChars)
        break
      case 'x-mailer':
      case 'user-agent':
        mailer ??= cleaned(unfolded(text, colon + 1))
        break
    }
  }
  const isPartial = !ended && content.sizeBytes > head.length && !head.includes('\r\n\r\n')
  return {
    facts: {
      names,
      from,
      messageId,
      mailer,
      ...(!isAscii(block) && { eightBit: true }),
      ...(isPartial && { partial: true }),
    },
    subject: subject ?? '',
  }
}

function headerBlock(head: Buffer): Buffer {
  const end = head.indexOf('\r\n\r\n')
  return head.subarray(0, end === -1 ? head.length : end)
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
  for (const [word, domain] of text.matchAll(words)) if (domain !== undefined) return word
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
