import type { ReadingLimits } from '../../capture/reading-work.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { ParsedMessage } from '../../model/parsed-message.ts'
import { jsonBytes } from './json-bytes.ts'

/** A message as its views see it. Where it could not be taken apart, `raw` is its beginning. */
export interface Viewed {
  readonly message: CapturedMessage
  readonly parsed: ParsedMessage
  readonly raw: Buffer
  /** An answer has no more. */
  readonly maxBytes: number
  /** For reading what is within it; null: the message is short. */
  readonly limits: ReadingLimits | null
}

/** What is answered of one message. The server and its threads know it by its name. */
export interface View<More> {
  readonly name: string
  /** @param more - what it is told beside the message; cloned on its way into a thread */
  make(viewed: Viewed, more: More): Response | Promise<Response>
}

/** Views are put together in a row of any kinds: each is given what was given for it. */
// oxlint-disable-next-line no-explicit-any
export type AnyView = View<any>

export function jsonAnswer(value: unknown, { maxBytes }: Viewed): Response {
  const body = jsonBytes(value, maxBytes) as Buffer<ArrayBuffer>
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}
