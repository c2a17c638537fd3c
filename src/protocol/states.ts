import { type AuthMechanism, bindsToChannel, userMechanisms } from '../model/mechanisms.ts'
import type { PortProfile } from '../model/port-profile.ts'
import { type Verb, verbs } from '../model/verbs.ts'
import type { ReplyName } from './replies/replies.ts'
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
