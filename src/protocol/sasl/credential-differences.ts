/**
 * How credentials that were refused differ from those the server has: the name of the difference and nothing of either
 * value. Each comparison is of the whole text, spelled another way, so a guess learns nothing that logging in would not
 * tell; all of them are made, whatever the first ones say, and each takes one pass over a line of bounded length.
 */
import type { AuthObserved } from '../../model/observation.ts'
import type { Credentials } from '../settings.ts'
import { same } from './same.ts'

type Hint = AuthObserved['hints'][number]
type Difference = 'spaces' | 'spaces-within' | 'quoted' | 'url-encoded' | 'url-decoded' | 'base64'

/** What credentials become where a program makes text of a variable that is not set. */
const unset = /^(?:undefined|null|None|NaN|\[object Object\])$/
/** A reference to a variable that was never replaced: of a shell, a template, Windows, or code. */
const reference =
  /^(?:\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}|%[A-Z][A-Z0-9_]*%|process\.env\.\w+|env\([^()]*\))$/
/** May be the beginning of a password, so it counts only where it is refused. */
const shellName = /^\$[A-Z_][A-Z0-9_]{2,}$/

/** Blanks, and characters that nobody sees: they come along when a value is copied from a page or a chat. */
const unseen = /[\s\u00ad\u200b-\u200d\u2060]/
const unseenAnywhere = new RegExp(unseen, 'g')

/** What is said of user and password where the password is not that of the user. */
export function differences(user: string, password: string, credentials: Credentials): readonly Hint[] {
  const hints = placeholders(user, password, credentials.acceptAny)
  if (credentials.acceptAny) return hints
  const expected = credentials.passwordOf(user)
  if (expected === undefined) {
    const [hint, meant] = userMeant(user, credentials)
    if (hint !== null) hints.push(hint)
    const theirs = meant === null ? undefined : credentials.passwordOf(meant)
    const difference = theirs === undefined ? null : passwordDifference(password, theirs)
    if (difference !== null) hints.push(`password-${difference}`)
    if (same(user, credentials.passwordOf(password) ?? '')) hints.push('user-and-password-swapped')
    return hints
  }
  const difference = passwordDifference(password, expected)
  if (difference !== null) hints.push(`password-${difference}`)
  return hints
}

/** The same of a mechanism that proves the password and does not send it. */
export function differencesOfProof(
  user: string,
  credentials: Credentials,
  proves: (password: string) => boolean,
): readonly Hint[] {
  if (credentials.acceptAny) return []
  const expected = credentials.passwordOf(user)
  if (expected === undefined) {
    const [hint] = userMeant(user, credentials)
    return hint === null ? [] : [hint]
  }
  const proven = otherSpellings(expected).filter(([, text]) => text !== expected && proves(text))
  return proven.slice(0, 1).map(([hint]) => hint)
}

function placeholders(user: string, password: string, accepted: boolean): Hint[] {
  const isPlaceholder = (text: string): boolean =>
    unset.test(text) || reference.test(text) || (!accepted && shellName.test(text))
  const hints: Hint[] = []
  if (isPlaceholder(user)) hints.push('user-placeholder')
  if (isPlaceholder(password)) hints.push('password-placeholder')
  return hints
}

/** A user that the server knows, of which this one is another spelling. */
function userMeant(user: string, credentials: Credentials): readonly [Hint | null, string | null] {
  const readings = [
    ['user-spaces', trimmed(user)],
    ['user-quoted', unquoted(user)],
    ['user-url-encoded', urlDecoded(user)],
    ['user-base64', fromBase64(user)],
  ] as const
  const known = readings.filter(([, text]) => text !== user && credentials.passwordOf(text) !== undefined)
  return known[0] ?? [null, null]
}

function passwordDifference(sent: string, expected: string): Difference | null {
  const found: readonly (readonly [Difference, boolean])[] = [
    ['spaces', same(trimmed(sent), trimmed(expected))],
    ['quoted', same(unquoted(sent), expected) || same(sent, unquoted(expected))],
    ['spaces-within', same(withoutSpaces(sent), withoutSpaces(expected))],
    ['url-encoded', same(urlDecoded(sent), expected)],
    ['url-decoded', same(sent, urlDecoded(expected)) || same(sent, formDecoded(expected))],
    ['base64', same(fromBase64(sent), expected)],
  ]
  return same(sent, expected) ? null : (found.find(([, isSo]) => isSo)?.[0] ?? null)
}

function otherSpellings(expected: string): readonly (readonly [Hint, string])[] {
  return [
    ['password-empty', ''],
    ['password-spaces', `${expected}\n`],
    ['password-spaces', `${expected}\r\n`],
    ['password-spaces', `${expected} `],
    ['password-spaces', ` ${expected}`],
    ['password-spaces', `${expected}\u200b`],
    ['password-spaces', trimmed(expected)],
    ['password-quoted', `"${expected}"`],
    ['password-quoted', `'${expected}'`],
    ['password-quoted', unquoted(expected)],
    ['password-spaces-within', withoutSpaces(expected)],
    ['password-spaces-within', inGroups(withoutSpaces(expected))],
    ['password-url-encoded', encodeURIComponent(Buffer.from(expected).toString())],
    ['password-url-decoded', urlDecoded(expected)],
    ['password-base64', Buffer.from(expected).toString('base64')],
    ['password-placeholder', 'undefined'],
    ['password-placeholder', 'null'],
    ['password-placeholder', 'None'],
  ]
}

/** In groups of four, as Gmail shows an app password. */
function inGroups(text: string): string {
  return text.replace(/.{4}(?=.)/g, '$& ')
}

/** Without quotes around it, straight or curly, that are one pair. */
function unquoted(text: string): string {
  const inside = text.trim()
  const [first = '', last = ''] = [inside.at(0), inside.at(-1)]
  return inside.length > 1 && ['""', "''", '``', '“”', '‘’'].includes(first + last)
    ? inside.slice(1, -1)
    : text
}

function trimmed(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && unseen.test(text[start]!)) start++
  while (end > start && unseen.test(text[end - 1]!)) end--
  return text.slice(start, end)
}

function withoutSpaces(text: string): string {
  return text.replace(unseenAnywhere, '')
}

/** As the user part of a URL is read (RFC 3986 §2.1); text that is not encoded stays as it is. */
function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The same as forms have it, where a plus is a blank. */
function formDecoded(text: string): string {
  return urlDecoded(text.replaceAll('+', ' '))
}

function fromBase64(text: string): string {
  return Buffer.from(text.trim(), 'base64').toString()
}
