import type { MessageHeader } from '../capture/headers.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'

/** How the store reads what a message says. Answers that are already known come at once, so that a search over many need not wait for each. */
export interface MessageSearch {
  parse(message: CapturedMessage): Promise<ParsedMessage>
  /** The header alone, without parsing the body. */
  header(message: CapturedMessage): MessageHeader | Promise<MessageHeader>
  /** `ParsedMessage.text`. */
  text(message: CapturedMessage): string | Promise<string>
  /** The message left the store: drop what is cached of it. */
  forget(message: CapturedMessage): void
}
