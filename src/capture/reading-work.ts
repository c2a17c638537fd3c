import { bufferOf, type Work } from '../base/thread-work.ts'
import type { HeaderField, ParsedMessage } from '../model/parsed-message.ts'
import type { Words } from '../base/text-test.ts'
import type { TextMatch } from '../model/query.ts'
import type { MessageHeader } from './headers.ts'
import type { SearchedHeader } from './search-header.ts'
import type { Searchable } from './searchable.ts'

/** What may be taken of memory to read one message. */
export interface ReadingLimits {
  /** The largest message that is taken apart. */
  readonly maxParseBytes: number
  /** Taking one apart may need so much of V8's heap, by its content. */
  readonly maxWorkBytes: number
}

/** Parsed messages as they come out of a thread: the content of all attachments in one piece. */
export interface PackedMessage {
  readonly message: ParsedMessage
  readonly contents: Uint8Array
}

export interface MessageInput {
  readonly raw: Uint8Array
  readonly limits: ReadingLimits
}

export const parseWork: Work<MessageInput & { readonly maxResultBytes: number }, PackedMessage> = {
  name: 'parse',
}
/** Of the header block alone. */
export const headerWork: Work<{ readonly raw: Uint8Array }, MessageHeader> = { name: 'header' }
export const fieldsWork: Work<{ readonly raw: Uint8Array }, readonly HeaderField[]> = { name: 'fields' }
export const searchedHeaderWork: Work<{ readonly raw: Uint8Array }, SearchedHeader> = {
  name: 'searched header',
}
export const textWork: Work<MessageInput & { readonly match: TextMatch | Words }, SearchedText> = {
  name: 'text',
}
/** Of the whole message. */
export const attachmentNamesWork: Work<MessageInput, readonly string[]> = { name: 'attachment names' }

/** null: its text is too long to leave the thread. */
export const searchableWork: Work<MessageInput, Searchable | null> = { name: 'searchable' }

/** A text that was searched in its thread. */
export interface SearchedText {
  readonly holds: boolean
  readonly start: string
  /** Whether `start` is all of it. */
  readonly isWhole: boolean
}

/** A longer text stays in its thread but for this beginning. */
export const longestTextKept: number = 256 * 1024

/** The message with its attachments' content in place. */
export function unpacked({ message, contents }: PackedMessage): ParsedMessage {
  let at = 0
  const attachments = message.attachments.map((attachment) => {
    const content = bufferOf(contents.subarray(at, (at += attachment.sizeBytes)))
    return { ...attachment, content }
  })
  return { ...message, attachments }
}
