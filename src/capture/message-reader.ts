import { FourportError, systemCode } from '../base/errors.ts'
import type { Eventual } from '../base/eventual.ts'
import type { PartOfLine } from '../base/rank.ts'
import type { BytesOf, CapturedMessage } from '../model/message.ts'
import type { TextMatch } from '../model/query.ts'
import type { HeaderField, Letter, MessageOutline, ParsedMessage } from '../model/parsed-message.ts'
import type { Words } from '../base/text-test.ts'
import type { Work, WorkFailed } from '../base/thread-work.ts'
import type { MessageHeader } from './headers.ts'
import type { MessageInput } from './reading-work.ts'
import type { SearchedHeader } from './search-header.ts'
import type { Searchable } from './searchable.ts'

/**
 * Reads what messages say, wherever their bytes are. What is known already, and what can be read at once, is answered at
 * once: a promise for each of many messages is most of a search's time. All of it fails with MESSAGE_GONE where the
 * bytes have left the store.
 */
export interface MessageReader {
  /** The same for who reads many: each waits behind what is read for itself. */
  forLists(): MessageReader
  /**
   * What cannot be parsed is in `parseError`. Callers at the same time share one parse.
   * @param bytes - Those of the message, where the caller has read them already
   */
  parse(message: Readable, bytes?: Buffer): Promise<ParsedMessage>
  /**
   * What a list says of it; without a full parse where the message is of the usual shape.
   * @param bytes - as for `parse`
   */
  outline(message: Readable, bytes?: Buffer): Eventual<MessageOutline>
  /** The same at once, or null: it takes a full parse, or what reads it is not there yet. */
  glance(message: Readable, bytes: Buffer): MessageOutline | null
  /** Header and text at once, or null as for `glance`. */
  letter(message: Readable, bytes: Buffer): Letter | null
  /** The Subject of a message's facts, decoded. */
  subject(message: Pick<CapturedMessage, 'subject'>): Eventual<string>
  /** Subject and From, without parsing the body. */
  header(message: Readable): Eventual<MessageHeader>
  /** Every field of the header, decoded. */
  fields(message: Readable): Eventual<readonly HeaderField[]>
  /** Subject, names, addresses and Message-ID of the header. */
  searchedHeader(message: Readable): Eventual<SearchedHeader>
  /**
   * All that a search looks at, for who needs it once: nothing of it is remembered.
   * null: it cannot be told for good, as where a thread had no time for it
   */
  searchable(message: Readable): Eventual<Searchable | null>
  /** The file names of its parts, decoded. */
  attachmentNames(message: Readable): Eventual<readonly string[]>
  /** `ParsedMessage.text`; of a long one its beginning. */
  text(message: Readable): Eventual<string>
  /** Whether this is somewhere in all of the text. A long text is searched where it is read, in a thread of its own. */
  textHas(message: Readable, match: TextMatch | Words): Eventual<boolean>
  /** Has something made of all of a message in a thread; null: it is short, and can be done here. Rejects with WorkFailed. */
  inThread<More extends object, Output>(
    message: Readable,
    work: Work<MessageInput & More, Output>,
    more: More,
  ): Promise<Output> | null
  /** What can be had here of a message whose work has failed; `parseError` has the reason. */
  start(message: Readable, failure: WorkFailed): Promise<MessageStart>
}

/** A message that could not be read whole: its beginning, and what that says. */
export interface MessageStart {
  readonly raw: Buffer
  readonly parsed: ParsedMessage
}

export type Readable = Pick<CapturedMessage, 'id' | 'sizeBytes'>

/** Where bytes come from. */
export interface ByteSource {
  readonly bytesOf: BytesOf
  /** They are the lender's, to be read at once: who reads them later copies them. */
  readonly areLent: boolean
  /** Where the reading of them waits for its turn. Default: at the front. */
  readonly line?: PartOfLine
}

/** Whether an error says that a message has left the store. */
export function isGone(error: unknown): boolean {
  return systemCode(error) === 'MESSAGE_GONE'
}

/** @throws FourportError MESSAGE_GONE */
export function there(bytes: Buffer | undefined, { id }: { readonly id: string }): Buffer {
  if (bytes) return bytes
  throw new FourportError(
    'MESSAGE_GONE',
    `The message ${id} has left the store: it was deleted, or evicted for newer ones.`,
  )
}
