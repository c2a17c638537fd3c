import type { Confidence, Outcome, Severity } from './judgement.ts'
import type { ProfileName } from './port-profile.ts'

/** Which client library it was, where the session shows it. */
export interface RecognisedClient {
  /** Id of the library: `nodemailer`, `smtplib`, … */
  readonly library: string
  /** For people: `Nodemailer`, `Python smtplib`, … */
  readonly label: string
  readonly confidence: Exclude<Confidence, 'ambiguous'>
  /** What gave it away, in words. */
  readonly marks: readonly string[]
}

/** The TLS library of a client, as its ClientHello shows it. */
export interface TlsLibrary {
  /** `Go`, `OpenSSL`, `Node`, … */
  readonly name: string
  /** With its versions where this fingerprint has been measured, `Go 1.23.12 to 1.26.8`; else `probably Go`. */
  readonly label: string
}

/** Lines to write, for one library, with the user's own host and port in them. */
export interface FixSnippet {
  readonly library: string
  readonly label: string
  /** For highlighting: `js`, `python`, `php`, `sh`, `ini`, … */
  readonly language: string
  readonly code: string
}

/** Which findings are meant; what is left out is any. */
export interface FindingMatch {
  readonly id?: string
  readonly severity?: Severity
  readonly sessionId?: string
  /** What clients did at this time or later: milliseconds since 1970, ISO 8601, or a Date. */
  readonly since?: number | string | Date
}

/** What is wrong with a client's set-up, how we know, and what to write instead. */
export interface Finding {
  readonly id: string
  readonly severity: Severity
  readonly confidence: Confidence
  /** One sentence: what we saw. */
  readonly saw: string
  /** One sentence: why it fails or is unsafe. */
  readonly why: string
  /** One sentence: what to change, whatever the client. */
  readonly fix: string
  /** The fix in the recognised client's own terms; else as plain settings. Best first. */
  readonly snippets: readonly FixSnippet[]
  /** Numbers (`n`) of the entries that prove it. */
  readonly evidence: readonly number[]
  /** Ids of the captured messages that it is about; empty: it is about the session. */
  readonly messages: readonly string[]
  readonly client: RecognisedClient | null
  readonly sessionId: string
  readonly profile: ProfileName
  readonly port: number
  /** A full address: `http://localhost:8025/docs/findings#…` where the page runs, else `/…/docs/findings.md#…` in the package. */
  readonly docs: string
}

/** All that the diagnosis says about one session. */
export interface Verdict {
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
  readonly client: RecognisedClient | null
  /** null: no TLS was spoken, or by an unknown library. */
  readonly tlsLibrary: TlsLibrary | null
  /** One line for a list. */
  readonly summary: string
}
