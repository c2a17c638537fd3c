import { stripVTControlCharacters } from 'node:util'
import { SecretForms } from '../../base/secret-forms.ts'
import type { VerifyTarget } from './target.ts'

const mark = '…'
const maxLines = 20
const maxLineChars = 500
/** What may move a cursor, ring a bell or turn text around. */
const unprintable = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu

/** The last lines of what a client printed, without the password it was given, in any form that AUTH has of it, or that may give it away. */
export function cleanOutput(
  text: string,
  { user, password }: Pick<VerifyTarget, 'user' | 'password'>,
): string {
  const hidden = password === null ? [] : spellings(user ?? '', password)
  const shown = hidden.reduce((left, secret) => left.replaceAll(secret, mark), stripVTControlCharacters(text))
  const masked = password === null ? shown : new SecretForms(password).masked(shown)
  const lines = masked.replaceAll('\r\n', '\n').replaceAll(unprintable, '').trim().split('\n')
  return lines
    .slice(-maxLines)
    .map((line) => (line.length > maxLineChars ? `${line.slice(0, maxLineChars)}…` : line))
    .join('\n')
}

/** Of AUTH PLAIN, LOGIN and XOAUTH2 (RFC 4616), longest first, so that none leaves a part of another. */
function spellings(user: string, password: string): readonly string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const forms = [
    `\0${user}\0${password}`,
    `${user}\0${user}\0${password}`,
    `user=${user}\u0001auth=Bearer ${password}\u0001\u0001`,
    password,
  ].map(base64)
  return [
    ...forms.flatMap((form) => [form, form.replace(/={1,2}$/, '')]),
    encodeURIComponent(password),
    password,
  ]
}
