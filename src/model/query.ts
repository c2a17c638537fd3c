import type { ProfileName } from './port-profile.ts'

/**
 * How one text is matched. A string in `to`, `from` and `user` is the whole address or name, whatever its
 * case; in `subject`, `text` and `header` it is a part of the text, whatever its case. A RegExp is tested as it is.
 */
export type TextMatch = string | RegExp

/** What to look for. All given fields must match; `{}` matches every message. Used by library, HTTP and matchers alike. */
export interface MessageQuery {
  /** A search as it is typed into the page: `from:shop -tag:spam "your code"`. */
  readonly query?: string
  /** A recipient of the envelope (so also Bcc). */
  readonly to?: TextMatch
  /** An address that a recipient of the envelope is, with or without a tag: `ada@b.test` takes `ada+shop@b.test` too (RFC 5233). */
  readonly mailbox?: string
  /** The envelope sender, or an address in the header's From. */
  readonly from?: TextMatch
  /** The Subject, decoded. */
  readonly subject?: TextMatch
  /** The text of the message: its text part, else the HTML part's text. */
  readonly text?: TextMatch
  /** Header fields by name, decoded; `true` asks only that the field is there. */
  readonly header?: Readonly<Record<string, TextMatch | true>>
  readonly profile?: ProfileName
  /** Name of the listener, for further ones of the user's own. */
  readonly listener?: string
  /** AUTH user of the session. */
  readonly user?: TextMatch
  /** Whether it came under TLS. */
  readonly tls?: boolean
  /** Received at this time or later: milliseconds since 1970, ISO 8601, or a Date. */
  readonly since?: number | string | Date
  /** At least one of these matches too: an inbox is `anyOf: [{ mailbox: address }, { user }]`. */
  readonly anyOf?: readonly MessageQuery[]
}
