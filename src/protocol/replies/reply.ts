/** One SMTP reply: RFC 5321 §4.2, enhanced code by RFC 3463, and the section that asks for it. */
export interface Reply {
  readonly code: number
  /** null where RFC 2034 §3 allows none: greetings, EHLO, 3xx. */
  readonly enhanced: string | null
  readonly text: string | readonly string[]
  readonly rfc?: string
  /** What a record has in place of the text, where that proves something (SCRAM). */
  readonly recorded?: string
}

/** A reply that ends a connection: one line. */
export type LastReply = Reply & { readonly text: string }

/** The octets of a reply, one line for each line of its text (RFC 5321 §4.2.1). */
export function renderReply(reply: Reply): string {
  const { code, text } = reply
  const prefix = reply.enhanced === null ? '' : `${reply.enhanced} `
  if (typeof text === 'string') return `${code} ${prefix}${text}\r\n`
  const last = text.length - 1
  return text.map((line, index) => `${code}${index < last ? '-' : ' '}${prefix}${line}\r\n`).join('')
}
