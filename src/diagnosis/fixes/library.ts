import { publicCasElsewhere, withPublicCas } from '../../base/public-cas.ts'
import { isIpAddress } from '../host-names.ts'
import { clean } from '../quote.ts'
import type { TlsMode } from '../../model/port-profile.ts'
import type { FixKind } from '../fix-kind.ts'

/** Where the client has to go, and what it needs there. */
export interface FixTarget {
  readonly host: string
  readonly port: number
  readonly tls: TlsMode
  /** File of the CA to trust; null: a public one, or not known. */
  readonly caFile: string | null
  /** Name to verify where the host is not in the certificate; null: the host itself. */
  readonly serverName: string | null
  /** Whether to log in. */
  readonly login: boolean
  /** The session did not get as far as a login, so a client that has one must keep it. Default false. */
  readonly keepsLogin?: boolean
  /** null: not known; a placeholder stands in. */
  readonly user: string | null
  /** To write into the code, as the server accepts any; null: the code reads it from the environment. Default null. */
  readonly password?: string | null
}

/** A client library, and the settings to write in it. */
export interface Library {
  readonly id: string
  readonly label: string
  /** For highlighting: `js`, `python`, `php`, `sh`, `ini`, … */
  readonly language: string
  /** Settings that work as printed. The password is read from the environment variable SMTP_PASS wherever the language allows. */
  fix(fixKind: FixKind, target: FixTarget): string
  /** The same for a port that was never met, as a whole: pasted as it is, it sends one mail from {@link sender} to {@link recipient}. */
  setup(target: FixTarget): string
}

/** Who writes the first mail, and to whom (RFC 2606 §3). */
export const sender = 'me@example.com'
export const recipient = 'you@example.com'

type Line = string | false | null

/** Lines that are there, joined; false and null are left out. */
export function lines(...parts: readonly Line[]): string {
  return parts.filter((part) => part !== false && part !== null).join('\n')
}

/** User to print: the one that was tried, else a placeholder. */
export function userOf(target: FixTarget): string {
  return clean(target.user ?? 'user', 255)
}

/** The password in code: a literal where any is accepted, else what reads it from the environment variable SMTP_PASS. */
export function passwordOf(
  target: FixTarget,
  literal: (password: string) => string,
  fromEnvironment: string,
): string {
  const { password = null } = target
  return password === null ? fromEnvironment : literal(password)
}

/** Whether the code reads the password from the environment. */
export function readsPassword(target: FixTarget): boolean {
  return target.login && (target.password ?? null) === null
}

/** Lines that turn a login off, as the library does by default; none where the client may have one. */
export function loginOff(target: FixTarget, ...off: readonly string[]): readonly string[] {
  return target.keepsLogin === true ? [] : off
}

/** Line of the hosts file for a client that verifies the very name it connects to; null where it needs none. */
export function hostsLine(target: FixTarget): string | null {
  if (target.serverName === null) return null
  const address = target.host === 'localhost' ? '127.0.0.1' : target.host
  return `${isIpAddress(address) ? address : `ADDRESS-OF-${address}`} ${target.serverName}`
}

/** `host:port`, an IPv6 address in brackets. */
export function addressOf(target: FixTarget, host: string = target.host): string {
  return `${host.includes(':') ? `[${host}]` : host}:${target.port}`
}

/** Whether the settings name a CA. */
export function trustsCa(target: FixTarget): target is FixTarget & { readonly caFile: string } {
  return target.tls !== 'none' && target.caFile !== null
}

/** The file to name where a setting names the only CAs of an app, and the lines of a shell that write it; null without a CA. */
export function appendedCa(
  target: FixTarget,
): { readonly file: string; readonly lines: readonly string[] } | null {
  if (!trustsCa(target)) return null
  const { file, command } = withPublicCas(clean(target.caFile, longestPath))
  return { file, lines: [`the public CAs and this one in one file (${publicCasElsewhere}):`, command] }
}

const longestPath = 512

/** Seconds for every time-out a fix prints: longer than any answer of a test server takes. */
export const timeOutSeconds = 30
