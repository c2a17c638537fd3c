import type { ProfileName } from '../../src/model/port-profile.ts'
import type { VerifyTarget } from '../../src/verify/client/target.ts'

export type SettingsName = 'defaults' | 'recommended'

/** Where people get it. */
export type Origin = 'Debian' | 'npm' | 'Go' | 'Go modules' | 'crates.io' | 'Maven' | 'Python' | 'PyPI'

/** A client that is measured. */
export interface VerifiedClient {
  /** Stable: the name of its file, and its argument to `npm run verify:clients`. */
  readonly name: string
  readonly origin: Origin
  /** Why it cannot run here; null: it can. */
  missing(): string | null
  /** What it says of its version itself, and of what decides beside it. */
  version(): string
  readonly settings: readonly Settings[]
}

export interface Settings {
  /** Both names where its defaults are what is recommended. */
  readonly names: readonly SettingsName[]
  /** In its own words, what it is told beside host, port, user and password. */
  readonly told: string
  /** Ports it can be set up for so. */
  readonly ports: readonly ProfileName[]
  /** The command that sends one message, and its environment beside the usual one. */
  invocation(target: VerifyTarget): Invocation
}

export interface Invocation {
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** The relay, and each way to TLS once: 2525 is set up as 587 is. */
export const measuredPorts: readonly ProfileName[] = ['relay', 'smtps', 'submission']

/** How the pinned programs of the suite, and those beside this file, are told their set-up. No secret is in an argument list. */
export function variables(target: VerifyTarget, name: SettingsName): Record<string, string> {
  const { host, port, tls, user, password, from, to, caFile } = target
  return {
    MAIL_SETTINGS: name,
    MAIL_HOST: host,
    MAIL_PORT: String(port),
    MAIL_TLS: tls,
    MAIL_FROM: from,
    MAIL_TO: to.join(','),
    MAIL_SUBJECT: 'Hello',
    // More than any server of the table makes them wait, less than a run may take.
    MAIL_TIMEOUT_MS: '15000',
    ...(tls !== 'none' && { MAIL_CA: caFile }),
    ...(user !== null && { MAIL_USER: user }),
    ...(password !== null && { MAIL_PASSWORD: password }),
  }
}
