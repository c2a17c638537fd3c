/**
 * The table of states: which command is allowed when, and the name of the reply that refuses it. Everything that decides this
 * is in this file. It knows no bytes, no time, no words of a reply, and it changes nothing.
 *
 * ## Theory of operation
 *
 * A dialogue is in one of four states (RFC 5321 §4.1.4):
 *
 * - `connected`: the client has not greeted. It may say EHLO or HELO, and what belongs to no transaction.
 * - `greeted`: EHLO or HELO was answered by 250. There is no transaction: a login or a MAIL may begin.
 * - `mail`: MAIL was accepted. The sender is known, and recipients may follow.
 * - `rcpt`: a recipient was accepted. More may follow, or DATA.
 *
 * MAIL and RCPT go forward. The answer to a message, RSET, EHLO and HELO go back to `greeted`, and what was said of the
 * transaction is forgotten (RFC 5321 §4.1.1.4, §4.1.1.5). A refused command changes no state. The state is not kept here:
 * smtp-server keeps the transaction, and `smtp-server.ts` reads the state from it, so that there is one truth.
 *
 * Beside the state three things decide.
 *
 * - TLS. Where a profile demands STARTTLS, little is allowed before it (RFC 3207 §4): this is the zone `locked`. After the
 *   handshake a new dialogue begins, `connected`, in the zone `secure`; it knows nothing of what came before, its login and
 *   its EHLO included (RFC 3207 §4.2). A port without TLS, or one that only offers it, is in the zone `clear`.
 * - Login. A profile may offer none, offer one, or demand one (RFC 4954 §4, §6). It is offered where a password is protected,
 *   or where the port has no TLS at all.
 * - The form of the line. It must be UTF-8 (RFC 6531 §3.3), and some commands take no argument. The syntax of a path is looked
 *   at later (`path.ts`), so a wrong order is refused before a wrong path.
 *
 * The first rule that is broken gives the reply. They come in this order, so that the reply names what the client has to change
 * first:
 *
 * 1. EHLO did not offer the command, because a fault has it so: 502.
 * 2. STARTTLS has to come first: 530.
 * 3. The verb is unknown, 500, or known and not offered, 502.
 * 4. STARTTLS and AUTH where there are none, or where TLS is there already: 502, 503.
 * 5. No EHLO came: 503, in other words where STARTTLS has just wiped out the first one.
 * 6. A login is demanded: 530. There was one already: 503.
 * 7. Any other wrong order: 503.
 * 8. The form of the line: 501.
 *
 * docs/architecture.md has the diagram of the states and the table of replies; `test/docs/states.test.ts` draws both from this
 * file.
 */
import { type AuthMechanism, bindsToChannel, userMechanisms } from '../model/mechanisms.ts'
import type { PortProfile } from '../model/port-profile.ts'
import { type Verb, verbs } from '../model/verbs.ts'
import type { ReplyName } from './replies/replies.ts'
import type { Credentials } from './settings.ts'

/** How far a dialogue has come (RFC 5321 §4.1.4). */
export type State = 'connected' | 'greeted' | 'mail' | 'rcpt'

/** Everything that decides whether a command is allowed. */
export interface Situation {
  readonly profile: PortProfile
  readonly secure: boolean
  /** Whether TLS came by STARTTLS in this session. */
  readonly startedTls: boolean
  readonly state: State
  readonly authenticated: boolean
  /** Whether the last EHLO, on purpose, did not offer what the verb is. */
  readonly withheld: boolean
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

/** The mechanisms that EHLO lists. Without TLS there is no channel that one could bind to. */
export function mechanismsOffered(profile: PortProfile, secure: boolean): readonly AuthMechanism[] {
  if (!offersAuth(profile, secure)) return []
  return secure ? profile.mechanisms : profile.mechanisms.filter((name) => !bindsToChannel(name))
}

/** A profile with the mechanisms that a server with these credentials can check; one that takes any proof checks nothing. */
export function profileFor(profile: PortProfile, { acceptAny }: Credentials): PortProfile {
  if (!acceptAny || profile.serverProof === 'wrong') return profile
  return { ...profile, mechanisms: profile.mechanisms.filter((name) => !userMechanisms.has(name)) }
}

const knownVerbs: ReadonlySet<string> = new Set<Verb>(verbs)

/** RFC 3207 §4 names EHLO, NOOP, QUIT, STARTTLS; HELO as Postfix allows it. */
const beforeTls: ReadonlySet<string> = new Set<Verb>(['EHLO', 'HELO', 'NOOP', 'QUIT', 'STARTTLS'])

/** Known, and not offered. VRFY is: 252 answers it and says nothing of an address. */
const notImplemented: ReadonlySet<string> = new Set<Verb>(['EXPN', 'BDAT'])

/** Verb by state: what is out of order (RFC 5321 §4.1.4, RFC 4954 §4). */
const order: Readonly<Partial<Record<Verb, Readonly<Partial<Record<State, ReplyName>>>>>> = {
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

/** The reply that refuses the command; null: it is allowed. */
export function refusalOf(input: Situation): ReplyName | null {
  return refusedByState(input) ?? refusedByForm(input)
}

function refusedByForm({ verb, hasArgument, isUtf8 }: Situation): ReplyName | null {
  if (!isUtf8) return 'notUtf8'
  return hasArgument && withoutArgument.has(verb) ? 'noArgument' : null
}

function refusedByState(input: Situation): ReplyName | null {
  const { profile, secure, state, verb, withheld } = input
  // What EHLO did not offer is not done either: some clients send STARTTLS all the same.
  if (withheld && verb === 'STARTTLS') return 'starttlsNotOffered'
  if (withheld && verb === 'AUTH') return 'authNotOffered'
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
  const late = order[verb as Verb]?.[state]
  if (late === 'ehloFirst' && input.startedTls) return 'ehloAgain'
  if (late === 'ehloFirst') return late
  if (needsLogin.has(verb) && profile.auth === 'required' && !input.authenticated) return 'authRequired'
  if (verb === 'AUTH' && input.authenticated) return 'authTwice'
  return late ?? null
}
