import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'

/** `local@domain` taken apart, as it was written. */
export interface AddressParts {
  readonly local: string
  readonly domain: string
}

/** Control characters, blanks that do not show, halves of characters: nothing an address is made of. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff\ud800-\udfff]/u
// eslint-disable-next-line no-control-regex -- ASCII is what is asked for
const ascii = /^[\u0000-\u007f]*$/
const quotedString = /^"(?:[^"\\]|\\.)*"$/
const notInDotString = /["@\s,:;\\()<>[\]]/
const domainShape =
  /^[A-Za-z0-9_\u0080-\u{10ffff}](?:[A-Za-z0-9_\u0080-\u{10ffff}.-]*[A-Za-z0-9_\u0080-\u{10ffff}])?$/u

/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets. */
const addressLimit = 254

/**
 * Reads one address by the grammar of RFC 5321 §4.1.2, with the letters of RFC 6531 §3.3 and the underscore that names
 * of containers have; null where it is anything else: a name beside it, a list, a comment, a route.
 */
export function parseMailbox(address: string): AddressParts | null {
  if (unsafe.test(address) || Buffer.byteLength(address) > addressLimit) return null
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  return at > 0 && isLocalPart(local) && isDomain(domain) ? { local, domain } : null
}

/**
 * The one spelling of all those that name the same mailbox: no quotes without need (RFC 5321 §4.1.2), the domain as
 * `canonicalDomain` has it. The local part keeps its case, which is the receiving server's business (§2.4).
 * null where the domain has no such spelling.
 */
export function canonicalAddress({ local, domain }: AddressParts): string | null {
  const host = canonicalDomain(domain)
  return host === null ? null : `${plainLocal(local)}@${host}`
}

/** A domain in lower case and ASCII (RFC 5890), an address literal in its shortest form; null where it is neither. */
export function canonicalDomain(domain: string): string | null {
  if (!isDomain(domain)) return null
  if (domain.startsWith('[')) return canonicalLiteral(domain)
  // As it stands where it is ASCII: a number would come back as an IPv4 address.
  const name = ascii.test(domain) ? domain : domainToASCII(domain)
  return ascii.test(name) && isName(name) ? name.toLowerCase() : null
}

/** Lower case as ASCII has it: that of Unicode makes `k` of the sign for kelvin, and one address of two. */
export function lowerCaseAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function isLocalPart(local: string): boolean {
  return local.startsWith('"') ? quotedString.test(local) : isDotString(local)
}

function isDotString(local: string): boolean {
  return (
    local !== '' &&
    !notInDotString.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..')
  )
}

function plainLocal(local: string): string {
  if (!local.startsWith('"')) return local
  const text = local.slice(1, -1).replace(/\\(.)/g, '$1')
  return isDotString(text) ? text : `"${text.replace(/["\\]/g, String.raw`\$&`)}"`
}

function isDomain(domain: string): boolean {
  if (!domain.startsWith('[') || !domain.endsWith(']')) return isName(domain)
  const literal = domain.slice(1, -1)
  return /^ipv6:/i.test(literal) ? isIPv6(literal.slice(5)) && !literal.includes('%') : isIPv4(literal)
}

function isName(domain: string): boolean {
  return domainShape.test(domain) && !/\.\.|\.-|-\./.test(domain)
}

function canonicalLiteral(domain: string): string {
  if (!/^\[ipv6:/i.test(domain)) return domain
  return `[IPv6:${new URL(`http://[${domain.slice(6, -1)}]`).hostname.slice(1, -1)}]`
}
