import type { Pieces } from '../base/pieces.ts'
import type { HeaderFacts } from '../model/observation.ts'

/** Real header blocks fit; what comes behind is not looked at. */
const maxHeaderBytes = 16_384
const maxNames = 40
const maxNameChars = 80
const maxValueChars = 320

/** A field name (RFC 5322 §2.2) and the colon, blanks allowed between as its obsolete form has them. */
const fieldStart = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/

/**
 * What the header block shows at a glance: names as they stand, three values unfolded and otherwise as they were
 * sent. It looks at the first 16 KiB at most and decodes nothing. The Message-ID comes without angle brackets.
 */
export function headerFacts(content: Pieces): HeaderFacts {
  const names: string[] = []
  let from: string | null = null
  let messageId: string | null = null
  let mailer: string | null = null
  const lines = headerLines(content.head(maxHeaderBytes))
  for (const [index, line] of lines.entries()) {
    const name = fieldStart.exec(line)?.[1]
    if (name === undefined) continue
    if (names.length < maxNames) names.push(name.slice(0, maxNameChars))
    const value = (): string => unfolded(lines, index)
    switch (name.toLowerCase()) {
      case 'from':
        from ??= addressIn(value())
        break
      case 'message-id':
        messageId ??= cleaned(value().replace(/^<|>$/g, ''))
        break
      case 'x-mailer':
      case 'user-agent':
        mailer ??= cleaned(value())
        break
    }
  }
  return { names, from, messageId, mailer }
}

/** Lines up to the first empty one. A bare LF ends a line here too: clients that send it must be told apart as well. */
function headerLines(start: Buffer): string[] {
  const head = start.subarray(0, maxHeaderBytes)
  const end = head.indexOf('\r\n\r\n')
  const lines = head.toString('utf8', 0, end === -1 ? head.length : end).split(/\r?\n/)
  const empty = lines.indexOf('')
  return empty === -1 ? lines : lines.slice(0, empty)
}

/** The value of the field that starts at `index`, folded lines joined (RFC 5322 §2.2.3). */
function unfolded(lines: readonly string[], index: number): string {
  const first = lines[index] ?? ''
  let value = first.slice(first.indexOf(':') + 1)
  for (let next = index + 1; value.length < 4 * maxValueChars; next++) {
    const line = lines[next]
    if (line === undefined || !/^[ \t]/.test(line)) break
    value += line
  }
  return value.trim()
}

const bracketed = /<([^<>]*)>/
const bare = /(?:"(?:\\.|[^"\\])*"|[^\s,;:<>()"]+)@[^\s,;:<>()"]+/

/** The first address of a From: in angle brackets, else the first word with an @ in it. */
function addressIn(value: string): string | null {
  const withoutQuoted = value.slice(0, 4 * maxValueChars).replace(/"(?:\\.|[^"\\])*"/g, (quoted) =>
    // A quoted local part belongs to its address; a quoted display name may hold an address of its own.
    value.includes(`${quoted}@`) ? quoted : ' ',
  )
  const address = bracketed.exec(withoutQuoted)?.[1] ?? bare.exec(withoutQuoted)?.[0]
  return address === undefined ? null : cleaned(address.trim())
}

/** Control characters go, length is bounded; empty is null. */
function cleaned(value: string): string | null {
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\x00-\x1f\x7f]/g, '').slice(0, maxValueChars) || null
}
