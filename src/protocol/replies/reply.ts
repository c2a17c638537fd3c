/** One SMTP reply: RFC 5321 §4.2, enhanced code by RFC 3463, and the section that asks for it. */
export interface Reply {
  readonly code: number
  /** null where RFC 2034 §3 allows none: greetings, EHLO, 3xx. */
  readonly enhanced: string | null
  readonly text: string | readonly string[]
  readonly rfc?: string
  /** What a record has in place of the text, where that proves something (SCRAM). */
  readonly recorded?: string
  /** Set by a fault: it counts towards no limit. `injected`: octets in the same write after it. */
  readonly onPurpose?: { readonly injected: string | null }
}

/** A reply that ends a connection: one line. */
export type LastReply = Reply & { readonly text: string }
