import { parseMailbox } from '../base/mailbox.ts'
import { type AuthMechanism, bindsToChannel, userMechanisms } from '../model/mechanisms.ts'
import type { PortProfile } from '../model/port-profile.ts'
import { type Verb, verbs } from '../model/verbs.ts'
import { replies, type ReplyName } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'
import type { Credentials } from './settings.ts'

/** How far a transaction has come (RFC 5321 §4.1.4). */
export type Stage = 'connected' | 'greeted' | 'mail' | 'rcpt'

/** All that decides whether a command is allowed. */
export interface GateInput {
  readonly profile: PortProfile
  readonly secure: boolean
  /** Whether TLS came by STARTTLS in this session. */
  readonly startedTls: boolean
  readonly stage: Stage
  readonly authenticated: boolean
  /** Upper case. */
  readonly verb: string
  readonly hasArgument: boolean
  /** Whether the bytes of the line are UTF-8 (RFC 6531 §3.3). */
  readonly isUtf8: boolean
}

type Zone = 'clear' | 'locked' | 'secure'

/** `locked`: STARTTLS is demanded and has not come yet. */
function zoneOf(profile: PortProfile, secure: boolean): Zone {
  if (secure) return 'secure'
  return profile.tls !== 'none' && profile.tlsRequired ? 'locked' : 'clear'
}

/** Only a profile that is wrong on purpose offers AUTH where STARTTLS could still protect it (RFC 4954 §4, RFC 8314 §4). */
export function offersAuth({ auth, authBeforeTls, tls }: PortProfile, secure: boolean): boolean {
  return auth !== 'off' && (secure || tls === 'none' || authBeforeTls)
}

/** The mechanisms that EHLO lists. In clear there is no channel that one could bind to. */
export function mechanismsOffered(profile: PortProfile, secure: boolean): readonly AuthMechanism[] {
  if (!offersAuth(profile, secure)) return []
  return secure ? profile.mechanisms : profile.mechanisms.filter((name) => !bindsToChannel(name))
}

/** A profile with the mechanisms that a server with these credentials can keep its word for. */
export function profileFor(profile: PortProfile, { acceptAny }: Credentials): PortProfile {
  if (!acceptAny) return profile
  return { ...profile, mechanisms: profile.mechanisms.filter((name) => !userMechanisms.has(name)) }
}

const knownVerbs: ReadonlySet<string> = new Set<Verb>(verbs)

/** RFC 3207 §4 names EHLO, NOOP, QUIT, STARTTLS; HELO as Postfix allows it. */
const beforeTls: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'NOOP', 'QUIT', 'STARTTLS'])

/** Known, and not offered: VRFY has an answer without telling (252), EXPN and BDAT have none. */
const notImplemented: ReadonlySet<string> = new Set<Verb>(['EXPN', 'BDAT'])

/** Verb by stage: what is out of order (RFC 5321 §4.1.4, RFC 4954 §4). */
const order: Readonly<Partial<Record<Verb, Readonly<Partial<Record<Stage, ReplyName>>>>>> = {
  MAIL: { connected: 'ehloFirst', mail: 'mailTwice', rcpt: 'mailTwice' },
  RCPT: { connected: 'ehloFirst', greeted: 'mailFirst' },
  DATA: { connected: 'ehloFirst', greeted: 'mailFirst', mail: 'rcptFirst' },
  AUTH: { connected: 'ehloFirst', mail: 'authInTransaction', rcpt: 'authInTransaction' },
}

/** RFC 5321 §4.1.1.4, §4.1.1.5, §4.1.1.10; RFC 3207 §4. */
const withoutArgument: ReadonlySet<string> = new Set<Verb>(['DATA', 'RSET', 'QUIT', 'STARTTLS'])

const needsLogin: ReadonlySet<string> = new Set<Verb>(['MAIL', 'RCPT', 'DATA'])

/** The verb of a command line, in upper case. */
export function verbOf(line: string): string {
  const at = line.search(/[ \t]/)
  return (at < 0 ? line : line.slice(0, at)).toUpperCase()
}

export function isKnownVerb(verb: string): boolean {
  return knownVerbs.has(verb)
}

/** null: go on. Else the reply that refuses the command. Pure: profile × TLS × stage × verb. */
export function refusalOf(input: GateInput): ReplyName | null {
  return refusedByState(input) ?? refusedByForm(input)
}

function refusedByForm({ verb, hasArgument, isUtf8 }: GateInput): ReplyName | null {
  if (!isUtf8) return 'notUtf8'
  return hasArgument && withoutArgument.has(verb) ? 'noArgument' : null
}

function refusedByState(input: GateInput): ReplyName | null {
  const { profile, secure, stage, verb } = input
  if (zoneOf(profile, secure) === 'locked' && !beforeTls.has(verb)) return 'starttlsFirst'
  if (!knownVerbs.has(verb)) return 'unknownCommand'
  if (notImplemented.has(verb)) return 'notImplemented'
  if (verb === 'STARTTLS') {
    if (secure) return 'tlsAlready'
    return profile.tls === 'starttls' ? null : 'starttlsNotOffered'
  }
  if (verb === 'AUTH') {
    if (profile.auth === 'off') return 'authNotOffered'
    if (!offersAuth(profile, secure)) return 'starttlsFirst'
  }
  const late = order[verb as Verb]?.[stage]
  if (late === 'ehloFirst' && input.startedTls) return 'ehloAgain'
  if (late === 'ehloFirst') return late
  if (needsLogin.has(verb) && profile.auth === 'required' && !input.authenticated) return 'authRequired'
  if (verb === 'AUTH' && input.authenticated) return 'authTwice'
  return late ?? null
}

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
/** Parameters whose value is xtext (RFC 3461 §4). */
const xtext: ReadonlySet<string> = new Set(['ENVID', 'ORCPT', 'AUTH'])

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
 */
export function parsePath(
  verb: 'MAIL' | 'RCPT',
  line: string,
  allowed: { readonly utf8: boolean; readonly auth: boolean },
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
    if (key in args) duplicate = key
    args[key] = value === '' ? true : value
  }
  if (notAscii.test(address) && !allowed.utf8 && args['SMTPUTF8'] !== true) return replies.utf8Undeclared
  return duplicate === undefined ? { address, args } : { address, args, duplicate }
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
