import { clean } from '../quote.ts'
import type { TlsMode } from '../../model/port-profile.ts'
import type { Situation } from '../situation.ts'

/** Where the client has to go, and what it needs there. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly tls: TlsMode
  /** File of the CA to trust; null: a public one, or not known. */
  readonly caFile: string | null
  /** Name to verify where the host is not in the certificate; null: the host itself. */
  readonly serverName: string | null
  /** Whether to log in. */
  readonly login: boolean
  /** null: not known; a placeholder stands in. */
  readonly user: string | null
}

/** A client library, and the settings to write in it. */
export interface Library {
  readonly id: string
  readonly label: string
  /** For highlighting: `js`, `python`, `php`, `sh`, `ini`, … */
  readonly language: string
  /** Settings that work as printed. The password is read from the environment variable SMTP_PASSWORD wherever the language allows. */
  fix(situation: Situation, target: Target): string
}

/** Lines that are there, joined; false and null are left out. */
export function lines(...parts: readonly (string | false | null)[]): string {
  return parts.filter((part) => part !== false && part !== null).join('\n')
}

/** User to print: the one that was tried, else a placeholder. */
export function userOf(target: Target): string {
  return clean(target.user ?? 'user', 255)
}

/** Seconds for every time-out a fix prints: longer than any answer of a test server takes. */
export const timeOutSeconds = 30
