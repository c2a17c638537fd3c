import { parseMailbox } from '../base/mailbox.ts'
import { replies } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'

/** MAIL or RCPT taken apart. */
export interface ParsedPath {
  readonly address: string
  /** Names in upper case; `true` where there is no value. */
  readonly args: Record<string, string | true>
  /** A parameter given more than once (RFC 3461 §4.5 forbids it). */
  readonly duplicate?: string
}

const mailParameters: ReadonlySet<string> = new Set(['SIZE', 'BODY', 'SMTPUTF8', 'RET', 'ENVID'])
const rcptParameters: ReadonlySet<string> = new Set(['NOTIFY', 'ORCPT'])
/** What EHLO has to offer for a parameter. */
const extensionOf: Readonly<Record<string, string>> = {
  SIZE: 'SIZE',
  BODY: '8BITMIME',
  SMTPUTF8: 'SMTPUTF8',
  RET: 'DSN',
  ENVID: 'DSN',
  NOTIFY: 'DSN',
  ORCPT: 'DSN',
}
/** Parameters whose value is xtext (RFC 3461 §4). */
const xtext: ReadonlySet<string> = new Set(['ENVID', 'ORCPT', 'AUTH'])
/** RFC 3461 §4: printable ASCII without `+` and `=`, or `+` and two hexadecimal digits in upper case. */
const wellFormedXtext = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/
/** In characters, as sent (RFC 3461 §4.4, §4.2). */
const longestValue: Readonly<Record<string, number>> = { ENVID: 100, ORCPT: 500 }

/** `<path>` and what follows it; a quoted string may hold `>` and blanks (RFC 5321 §4.1.2). */
const commandShape = /^(?:MAIL\s+FROM|RCPT\s+TO)\s*:\s*<((?:[^"<>\s]|"(?:[^"\\]|\\.)*")*)>(?:\s+(.*))?$/is
const sourceRoute = /^@[^\s,:@]+(?:,@[^\s,:@]+)*:/
// eslint-disable-next-line no-control-regex -- these are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b\u2060\ufeff]/
// eslint-disable-next-line no-control-regex -- these are what is looked for
const hasControl = /[\u0000-\u0008\u000a-\u001f\u007f]/
const notAscii = /[\u0080-\u{10ffff}]/u

/**
 * MAIL FROM or RCPT TO as sent, or the reply that refuses it. The address is kept as the client wrote it,
 * source route removed (RFC 5321 appendix C).
 *
 * @param allowed - `withheld`: extensions that EHLO did not offer, on purpose
 */
export function parsePath(
  verb: 'MAIL' | 'RCPT',
  line: string,
  allowed: { readonly utf8: boolean; readonly auth: boolean; readonly withheld?: ReadonlySet<string> | null },
): ParsedPath | Reply {
  const syntax = verb === 'MAIL' ? replies.senderSyntax : replies.recipientSyntax
  const shape = hasControl.test(line) ? null : commandShape.exec(line.trimEnd())
  if (shape === null) return syntax
  const address = (shape[1] ?? '').replace(sourceRoute, '')
  if (!isAddress(address, verb)) return syntax

  const args: Record<string, string | true> = Object.create(null) as Record<string, string | true>
  const known = verb === 'MAIL' ? mailParameters : rcptParameters
  let duplicate: string | undefined
  for (const part of shape[2]?.split(/\s+/) ?? []) {
    if (part === '') continue
    const at = part.indexOf('=')
    const key = (at < 0 ? part : part.slice(0, at)).toUpperCase()
    const value = at < 0 ? true : decode(key, part.slice(at + 1))
    if (!/^[A-Z0-9][A-Z0-9-]*$/.test(key) || (value !== true && unsafe.test(value)))
      return replies.parameterSyntax
    if (!known.has(key) && !(key === 'AUTH' && verb === 'MAIL' && allowed.auth))
      return replies.parameterUnknown
    if (allowed.withheld?.has(extensionOf[key] ?? '') === true) return replies.parameterUnknown
    if (at >= 0 && !isParameterValue(key, part.slice(at + 1))) return replies.dsnParameterSyntax
    if (key in args) duplicate = key
    args[key] = value === '' ? true : value
  }
  if (notAscii.test(address) && !allowed.utf8 && args['SMTPUTF8'] !== true) return replies.utf8Undeclared
  return duplicate === undefined ? { address, args } : { address, args, duplicate }
}

function isParameterValue(key: string, value: string): boolean {
  if (value.length > (longestValue[key] ?? Number.POSITIVE_INFINITY)) return false
  // RFC 3461 §4.2: the type of the address and `;` stand before the xtext of ORCPT. RFC 6533 §3 has UTF-8 there.
  if (key === 'ORCPT') return /^[^;=+]+;/.test(value) && (notAscii.test(value) || wellFormedXtext.test(value))
  return !xtext.has(key) || wellFormedXtext.test(value)
}

function decode(key: string, value: string): string {
  if (!xtext.has(key)) return value
  return value.replace(/\+([0-9A-F]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function isAddress(address: string, verb: 'MAIL' | 'RCPT'): boolean {
  if (address === '') return verb === 'MAIL'
  // RFC 5321 §4.1.1.3: the one recipient without a domain
  if (verb === 'RCPT' && address.toLowerCase() === 'postmaster') return true
  return parseMailbox(address) !== null
}
