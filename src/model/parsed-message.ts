/** A mailbox of the header, decoded. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

export interface ParsedAttachment {
  /** Position in the message, from 0: the `n` of `/attachments/{n}`. */
  readonly index: number
  /** As the message gives it, decoded. Hostile: never a path, a header or a type without cleaning. */
  readonly filename: string | null
  readonly contentType: string
  readonly disposition: 'attachment' | 'inline'
  /** Without angle brackets. */
  readonly contentId: string | null
  readonly sizeBytes: number
  readonly content: Buffer
}

export interface HeaderField {
  /** In the sender's own spelling. */
  readonly name: string
  /** Decoded (RFC 2047) and unfolded. */
  readonly value: string
  /** As it was sent, folds and encoded words kept. */
  readonly raw: string
}

export interface FoundLink {
  readonly url: string
  /** Text of the anchor; null where it was a bare address in the text. */
  readonly text: string | null
}

/** Header and text of a message. */
export type Letter = Pick<
  ParsedMessage,
  'subject' | 'from' | 'to' | 'cc' | 'bcc' | 'replyTo' | 'messageId' | 'text'
>

/** What a list says about a message's content. */
export interface MessageOutline {
  /** Decoded; '' where there is none. */
  readonly subject: string
  /** The first mailbox of the header's From, null where there is none. */
  readonly headerFrom: MailAddress | null
  /** The beginning of the text, white space folded, up to 160 characters. */
  readonly preview: string
  readonly attachmentCount: number
  /** The beginning of the header's Bcc, decoded; '' where there is none, or an empty one. */
  readonly bcc: string
  /** The beginning of X-Tags, as it was sent; '' where there is none. */
  readonly xTags: string
  /** As that of the parsed message. */
  readonly parseError: string | null
}

/** What a message says, derived from its raw bytes when asked. */
export interface ParsedMessage {
  readonly subject: string
  readonly from: readonly MailAddress[]
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  /** The header's own Bcc, rare; for who really got it see the envelope. */
  readonly bcc: readonly MailAddress[]
  readonly replyTo: readonly MailAddress[]
  /** Without angle brackets, or null. */
  readonly messageId: string | null
  /** ISO 8601, or null: there is none, or it is not a date. */
  readonly date: string | null
  /** The text part; where there is none, the HTML part as text. */
  readonly text: string
  /** null: no HTML part. */
  readonly html: string | null
  readonly headers: readonly HeaderField[]
  readonly attachments: readonly ParsedAttachment[]
  readonly links: readonly FoundLink[]
  /** One-time codes: likely ones first. */
  readonly codes: readonly string[]
  /** Why the body could not be parsed, or could not be parsed whole; null: it could. The raw bytes are there all the same. */
  readonly parseError: string | null
}
