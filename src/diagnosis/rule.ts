import type { Confidence, Severity } from '../model/judgement.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { FindingId } from './catalogue.ts'
import type { Facts } from './facts.ts'
import type { FixKind } from './fix-kind.ts'
import type { TlsStack } from './stacks/tls-stack.ts'

/** What a rule found, before the fix is put into the client's own terms. */
export interface Detection {
  readonly id: FindingId
  readonly confidence: Confidence
  /** Where it weighs less, or more, than the catalogue says. */
  readonly severity?: Severity
  /** One sentence: what we saw, quoting it. */
  readonly saw: string
  /** One sentence: why it fails or is unsafe. */
  readonly why: string
  /** One sentence: what to change, whatever the client. */
  readonly fix: string
  /** Numbers of the entries that prove it. */
  readonly evidence: readonly number[]
  /** Where the settings to write differ from those of the catalogue. */
  readonly fixKind?: FixKind
}

/** What a rule may ask beside the session itself. */
export interface RuleContext {
  /** Other sessions of the same host, any order. */
  readonly earlier: readonly SessionRecord[]
  /** The ports a client could use instead, in words: `port 465 (implicit TLS)`. */
  readonly implicitTlsPort: string
  readonly starttlsPort: string
  /** TLS library that the ClientHello shows, or null. It sharpens words; what the record proves is the same for any of them. */
  readonly stack: TlsStack | null
  /** Mail library the session shows, or earlier ones of the same client did; null: unknown. */
  readonly library: string | null
  /** It is the session itself that shows the library. */
  readonly shows: boolean
}

/**
 * Looks for one mistake, or one family of them. Rests on what crossed the wire, never on what a
 * library is known to do; answers null without evidence.
 */
export type Rule = (facts: Facts, context: RuleContext) => Detection | null
