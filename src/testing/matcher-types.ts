import type { Finding } from '../model/finding.ts'
import type { ProfileName } from '../model/port-profile.ts'
import type { WaitOptions } from '../model/mailbox.ts'
import type { MessageQuery, TextMatch } from '../model/query.ts'
import type { TlsVersion } from '../model/tls-version.ts'

/** What TLS must be: any, none, of this version, or with these facts. */
export type TlsExpectation =
  | boolean
  | TlsVersion
  | {
      readonly version?: TlsVersion
      /** The name the client asked for; null: none. */
      readonly sni?: string | null
      /** IANA name of the cipher suite. */
      readonly cipher?: string
    }

/** What an attachment must be. One attachment must match all given fields. */
export interface AttachmentExpectation {
  /** A string is the whole name, whatever its case. */
  readonly filename?: TextMatch
  readonly contentType?: TextMatch
  /** Without angle brackets. */
  readonly contentId?: string
  readonly sizeBytes?: number
  /** Its exact bytes, or its exact text in UTF-8. */
  readonly content?: Uint8Array | string
}

/** Which findings count. */
export interface FindingsExpectation {
  /** Findings milder than this are accepted; default `warning`: a `note` is not a mistake. */
  readonly atLeast?: Finding['severity']
  /** Only what clients did at this time or later: milliseconds since 1970, ISO 8601, or a Date. */
  readonly since?: number | string | Date
  /** Milliseconds that sessions about to end are waited for; default 250. Where none is, the answer comes at once. */
  readonly withinMs?: number
}

/**
 * The matchers, as they read after `expect(…)`. Every one is asynchronous: `await` it. An expectation that they
 * cannot work with, a misspelt field or a value of the wrong kind, is refused with and without `.not`:
 * FourportError OPTION_UNKNOWN, OPTION_INVALID.
 */
export interface FourportMatchers {
  /** On a server or inbox: a matching message is there, or arrives within `timeoutMs` (default 4,000). Negated: none arrives within `timeoutMs` (default 250). */
  toHaveReceivedMessage(query?: MessageQuery, options?: WaitOptions): Promise<void>
  /** On a server or inbox: no session has a finding of severity `warning` or worse, those that are just ending included. */
  toHaveNoFindings(expectation?: FindingsExpectation): Promise<void>
  /** On a message: it came under TLS (`true`, the default), in plaintext (`false`), or under TLS of this version or with these facts. */
  toHaveTls(expectation?: TlsExpectation): Promise<void>
  /** On a message: it came in by this profile, or by this port number. */
  toHaveArrivedOn(port: ProfileName | number): Promise<void>
  /** On a message: the envelope sender (MAIL FROM); a string is the whole address, whatever its case, and `''` that of a bounce. */
  toHaveSender(address: TextMatch): Promise<void>
  /** On a message: exactly these envelope recipients (RCPT TO), in any order, or this only one; Bcc is among them. */
  toHaveRecipients(addresses: string | readonly string[]): Promise<void>
  /** On a message: the decoded subject contains this string, whatever its case, or matches this RegExp: `/^Hi$/` for all of it. */
  toHaveSubject(subject: TextMatch): Promise<void>
  /** On a message: its text contains this string, whatever its case, or matches this RegExp. */
  toHaveText(text: TextMatch): Promise<void>
  /** On a message: an attachment like this one, or of this file name; without an argument, any. */
  toHaveAttachment(expectation?: TextMatch | AttachmentExpectation): Promise<void>
  /** On a report of `verifyClient`: no cell failed, and none in which something is required hung. */
  toBeVerified(): Promise<void>
}

/** What a matcher answers: the protocol of `expect.extend` in vitest and Jest. */
export interface MatcherResult {
  readonly name: string
  readonly pass: boolean
  readonly message: () => string
  /** What was expected, and what arrived, in the same form: runners show the difference. Left out if nothing arrived. */
  readonly expected?: unknown
  readonly actual?: unknown
}

/** What the runner gives to matchers: only whether they follow `.not`. */
export interface MatcherContext {
  readonly isNot?: boolean
}
