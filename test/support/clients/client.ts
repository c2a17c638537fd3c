import type { AuthMechanism } from '../../../src/index.ts'

/** How a client is told to send. Every driver turns this into its own client's options, and nothing else. */
export interface ClientSetup {
  readonly host: string
  readonly port: number
  /** `starttls` is always "required": a client that falls back to clear text has been set up as `none`. */
  readonly tls: 'none' | 'implicit' | 'starttls'
  /** Whether chain and name of the certificate are checked. */
  readonly verify: boolean
  /** The CA to trust; null leaves the client its own trust store. */
  readonly caFile: string | null
  readonly user?: string
  readonly password?: string
  /** Left out: the client's own choice. */
  readonly mechanism?: Mechanism
  readonly from: string
  readonly to: readonly string[]
  /** CRLF line ends, CRLF at the end. */
  readonly message: Buffer
  /** Newest TLS version the client may offer; the old ones are switched on for it. */
  readonly maxTls?: 'TLSv1.1'
  /** PHPMailer alone: print the dialogue too (SMTPDebug = 2). */
  readonly dialogue?: boolean
  /** How long the client waits for a reply. */
  readonly timeoutMs?: number
  /** The client is killed after this, as an impatient person would; default: two seconds after `timeoutMs`. */
  readonly limitMs?: number
}

export type Mechanism = AuthMechanism

export interface ClientResult {
  /** Whether the client itself says that the message was sent. */
  readonly ok: boolean
  /** null: killed because it went on after its time. */
  readonly exitCode: number | null
  /** What it printed, both streams, cut to 16 KiB. */
  readonly output: string
}

/** One mail client of the real world. */
export interface MailClient {
  /** The id the diagnosis uses for the library. */
  readonly name: string
  /** The name that tables of expectations call it by: that of the library, or, of a version that does otherwise on the wire, its own. */
  readonly kind: string
  /** Whether it comes with the project, is the one of this machine, or pinned in test/clients/current. */
  readonly installed: 'by-npm' | 'on-this-machine' | 'pinned'
  /** What it says of its version itself, and of what decides beside it; only asked for where it can run. */
  version(): string
  readonly mechanisms: readonly Mechanism[]
  /** Ways to TLS the client can express. */
  readonly tls: readonly ClientSetup['tls'][]
  /** How the message gets in, and so what a comparison of bytes proves. */
  readonly bytes: string
  /** Why it cannot run here; null: it can. */
  missing(): string | null
  send(setup: ClientSetup): Promise<ClientResult>
}

export const everyTls: readonly ClientSetup['tls'][] = ['none', 'implicit', 'starttls']

/** What its cases and recordings are called by: of what is pinned, several versions and settings stand side by side. */
export function labelOf({ installed, kind, name }: MailClient): string {
  return installed === 'pinned' ? kind : name
}

/** Time for replies where the set-up gives none: far above what loopback needs, on a busy machine too. */
const defaultTimeoutMs = 15_000

/** Both times of a set-up, defaults filled in. */
export function timesOf(setup: ClientSetup): { readonly timeoutMs: number; readonly limitMs: number } {
  const timeoutMs = setup.timeoutMs ?? defaultTimeoutMs
  return { timeoutMs, limitMs: setup.limitMs ?? timeoutMs + 2_000 }
}
