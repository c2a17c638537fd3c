import { knownMechanisms } from '../../model/mechanisms.ts'

/**
 * Whether the words after AUTH and its mechanism held a password or a token, read as kindly as an eavesdropper would:
 * padding may be missing, and the encoding. Nothing, an empty response (`=`), a user alone and what reads as neither
 * carry none; that is said of a client only where it is so.
 */
export function carriesSecret(mechanism: string, words: readonly string[]): boolean {
  const name = mechanism.toUpperCase()
  if (knownMechanisms.get(name) === 'neither') return false
  const [first = '', second = ''] = words
  // The initial response of LOGIN is the user.
  if (name === 'LOGIN') return holdsAnything(second)
  // The form of PLAIN, unencoded: user and password.
  if (name === 'PLAIN' && (holdsAnything(second) || /^[^:\0]+:[^:\0]/.test(first))) return true
  return words.some((word) => isPlain(decoded(word)) || isBearer(decoded(word)))
}

/** The same of a line, where it is an AUTH. */
export function authCarriesSecret(line: string): boolean {
  const [verb = '', mechanism = '', ...words] = line.trim().split(/\s+/)
  return verb.toUpperCase() === 'AUTH' && carriesSecret(mechanism, words)
}

/** Whether a line where a password is due holds one. */
export function holdsAnything(word: string): boolean {
  return word !== '' && word !== '='
}

function decoded(word: string): string {
  return Buffer.from(word, 'base64').toString()
}

/** `authzid NUL authcid NUL passwd` (RFC 4616), also without its first part, as it is often got wrong. */
function isPlain(text: string): boolean {
  const parts = text.split('\0')
  const [, after = ''] = parts
  return parts.length === 2 ? parts[0] !== '' && after !== '' : parts.slice(2).some((part) => part !== '')
}

/** `auth=Bearer token`, between the separators of XOAUTH2 and OAUTHBEARER (RFC 7628 §3.1). */
function isBearer(text: string): boolean {
  return text.split('\u0001').some((field) => /^auth=Bearer +\S/i.test(field))
}
