/** One mailbox as most have it: a plain or a quoted name and an address, or the address alone. */
const plainMailbox =
  /^(?:(?:"[^"\\]*"|[\w .'=?+/-]*) ?<[^\s<>()[\],;:"@]+@[\w.-]+>|[^\s<>()[\],;:"@]+@[\w.-]+)$/
/** A group among addresses (RFC 5322 §3.4): a name, a colon, and addresses or none up to a semicolon. */
const group = /(^|,)[^:;<>@,]*:([^:;]*);(?=\s*(?:,|$))/g
/** Longer lists are read up to here. */
const maxChars = 1_280

/** Why a list of addresses (RFC 5322 §3.4) cannot be read, or not by everybody; null: it can. */
export function addressFault(value: string): 'malformed' | 'without-domain' | null {
  if (plainMailbox.test(value)) return null
  const isCut = value.length > maxChars
  const text = withoutQuotes(isCut ? upToComma(value.slice(0, maxChars)) : value)?.trim()
  if (text === undefined) return 'malformed'
  // Of a group that is cut its end is missing here alone.
  const whole = isCut && text.lastIndexOf(':') > text.lastIndexOf(';') ? `${text};` : text
  const list = whole.replace(group, '$1$2')
  if (list !== text && /^[\s,]*$/.test(list)) return null
  if (!list.includes('@'))
    return /^[^\s<>,;:]+$|^[^<>,;:]*<[^\s<>,;:]+>$/.test(list) ? 'without-domain' : 'malformed'
  // A comma at the end, or two in a row, is forgiven (§4.4).
  const boxes = list.split(',').filter((box) => box.trim() !== '')
  return boxes.every(isMailbox) ? null : 'malformed'
}

function isMailbox(box: string): boolean {
  const open = box.indexOf('<')
  const name = open < 0 ? '' : box.slice(0, open)
  const address = open < 0 ? box.trim() : box.slice(open + 1).trimEnd()
  if (/[@:;<>]/.test(name)) return false
  const bare = open < 0 ? address : address.slice(0, -1)
  if (open >= 0 && !address.endsWith('>')) return false
  return /^[^\s<>;:@()[\]\\]+@(?:[^\s<>;:@()[\]\\'"]+|\[[^\s<>;[\]@]+\])$/.test(bare)
}

/** What is in quotes becomes one letter, and a comment nothing, as neither separates addresses. null: quotes are open. */
function withoutQuotes(value: string): string | null {
  let plain = ''
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < value.length; at++) {
    const character = value[at]!
    if (character === '\\') at++
    else if (character === '"' && depth === 0) {
      isQuoted = !isQuoted
      if (!isQuoted) plain += 'q'
    } else if (isQuoted) continue
    else if (character === '(') depth++
    else if (character === ')' && depth > 0) depth--
    else if (depth === 0) plain += character
  }
  return isQuoted ? null : plain
}

function upToComma(value: string): string {
  const end = value.lastIndexOf(',')
  return end < 0 ? value : value.slice(0, end)
}
