import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'

/** A request and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string
  /** As the client wrote it. */
  readonly target: string
  readonly requestHeaders: IncomingHttpHeaders
  /** null: too large to keep. */
  readonly requestBody: Buffer | null
  readonly status: number
  readonly responseHeaders: OutgoingHttpHeaders
  /** null: too large to keep, or cut off. */
  readonly responseBody: Buffer | null
}

/** A header field of the answer, or ''. */
export function answered({ responseHeaders }: Exchange, name: string): string {
  const value = responseHeaders[name]
  return Array.isArray(value) ? value.join(', ') : String(value ?? '')
}

/** A content type without its parameters. */
export function essence(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}
