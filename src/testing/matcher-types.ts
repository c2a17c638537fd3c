import type { Finding } from '../model/finding.ts'
import type { ProfileName } from '../model/port-profile.ts'
import type { MessageQuery, TextMatch } from '../model/query.ts'

/** What is asked of TLS: any, none, or one with these facts. */
export type TlsExpectation =
  boolean | { readonly version?: string; readonly sni?: string | null; readonly cipher?: string }

/** What is asked of an attachment. All fields given must match one and the same attachment. */
export interface AttachmentExpectation {
  readonly filename?: TextMatch
  readonly contentType?: TextMatch
  readonly contentId?: string
  readonly sizeBytes?: number
  /** Its exact bytes, or its exact text in UTF-8. */
  readonly content?: Uint8Array | string
}

/** What is asked about findings. */
export interface FindingsExpectation {
  /** Findings milder than this are let pass; default `warning`: a `note` is no fault. */
  readonly atLeast?: Finding['severity']
}

/** The matchers, as they read after `expect(…)`. Every one is asynchronous: `await` it. */
export interface FourportMatchers {
  /** On a server or inbox: a matching message is there, or comes within `timeoutMs` (default 4,000). Negated: none comes within 250 ms. */
  toHaveReceivedMessage(query?: MessageQuery, options?: { readonly timeoutMs?: number }): Promise<void>
  /** On a server: no session has a finding of severity `warning` or worse. */
  toHaveNoFindings(expectation?: FindingsExpectation): Promise<void>
  /** On a message: it came under TLS (`true`, the default), in plaintext (`false`), or under TLS with these facts. */
  toHaveTls(expectation?: TlsExpectation): Promise<void>
  /** On a message: it came in by this profile, or by this port number. */
  toHaveArrivedOn(port: ProfileName | number): Promise<void>
  /** On a message: the envelope sender (MAIL FROM). */
  toHaveSender(address: TextMatch): Promise<void>
  /** On a message: exactly these envelope recipients (RCPT TO), in any order; Bcc is among them. */
  toHaveRecipients(addresses: readonly string[]): Promise<void>
  /** On a message: the decoded subject; a string is a part of it, whatever its case. */
  toHaveSubject(subject: TextMatch): Promise<void>
  /** On a message: its text; a string is a part of it, whatever its case. */
  toHaveText(text: TextMatch): Promise<void>
  /** On a message: an attachment like this one; without an argument, any. */
  toHaveAttachment(expectation?: AttachmentExpectation): Promise<void>
}

/** What a matcher answers: the protocol of `expect.extend` in vitest and Jest. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/** What matchers are told by the runner: only whether `.not` stands before them. */
export interface MatcherContext {
  readonly isNot?: boolean
}
