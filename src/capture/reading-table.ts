import { testOf } from '../base/text-test.ts'
import { bufferOf } from '../base/thread-work.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import { attachmentNames } from './attachment-names.ts'
import { headerDecoder } from './header-decoder.ts'
import { decodedFields, readHeader } from './headers.ts'
import { parsedBytes } from './parsed-size.ts'
import { readSearchedHeader } from './search-header.ts'
import { searchableIn } from './searchable.ts'
import type { MessageStart } from './message-reader.ts'
import { parseHeader, parseMessage } from './parse-message.ts'
import { refusalOf } from './reading-cost.ts'
import {
  type attachmentNamesWork,
  type fieldsWork,
  type headerWork,
  longestTextKept,
  type MessageInput,
  type PackedMessage,
  type parseWork,
  type searchableWork,
  type searchedHeaderWork,
  type textWork,
} from './reading-work.ts'

type InputOf<Kind> = Kind extends { readonly does?: (input: infer Input) => unknown } ? Input : never

/** What a thread does of `reading-work.ts`. */
export const readingTable = {
  async parse({ maxResultBytes, ...input }: InputOf<typeof parseWork>) {
    return packed(within(await readWhole(input), maxResultBytes))
  },
  header({ raw }: InputOf<typeof headerWork>) {
    const { subject, from } = readHeader(bufferOf(raw), headerDecoder)
    return { output: { subject, from } }
  },
  fields({ raw }: InputOf<typeof fieldsWork>) {
    return { output: decodedFields(readHeader(bufferOf(raw), headerDecoder).raw, headerDecoder) }
  },
  'searched header'({ raw }: InputOf<typeof searchedHeaderWork>) {
    return { output: readSearchedHeader(bufferOf(raw), headerDecoder) }
  },
  'attachment names'({ raw }: InputOf<typeof attachmentNamesWork>) {
    return { output: attachmentNames(bufferOf(raw)) }
  },
  async text({ match, ...input }: InputOf<typeof textWork>) {
    const { text } = await readWhole(input)
    const start = text.slice(0, longestTextKept)
    return { output: { holds: testOf(match)(text), start, isWhole: text.length <= longestTextKept } }
  },
  async searchable(input: InputOf<typeof searchableWork>) {
    const { header, attachmentNames } = searchableIn(bufferOf(input.raw))
    const { text } = await readWhole(input)
    return { output: text.length > longestTextKept ? null : { header, attachmentNames, text } }
  },
}

/** The same with its bytes: all of them, or of one that is not taken apart so many as its header may be read from. */
export async function readForView({ raw, limits }: MessageInput): Promise<MessageStart> {
  const bytes = bufferOf(raw)
  const refusal = refusalOf(bytes, limits)
  if (refusal === null) return { raw: bytes, parsed: await parseMessage(bytes, headerDecoder) }
  const start = bytes.subarray(0, startBytes)
  return { raw: start, parsed: await parseHeader(start, headerDecoder, refusal) }
}

const startBytes = 64 * 1024

/** Takes a message apart, in this thread. */
function readWhole({ raw, limits }: MessageInput): Promise<ParsedMessage> {
  return parseMessage(bufferOf(raw), headerDecoder, limits)
}

/** Without its long parts, where they are more than the caller has room for. */
function within(message: ParsedMessage, maxBytes: number): ParsedMessage {
  const sizeBytes = parsedBytes(message)
  if (sizeBytes <= maxBytes) return message
  const parseError =
    `What it says takes ${sizeBytes} bytes; with the memory there is, no more than ${maxBytes} are handed over. ` +
    'Its raw bytes are kept; give the process more memory to have it parsed.'
  const { subject, from, to, cc, bcc, replyTo, messageId, date } = message
  const header = { subject, from, to, cc, bcc, replyTo, messageId, date }
  return { ...header, text: '', html: null, headers: [], attachments: [], links: [], codes: [], parseError }
}

const nothing = Buffer.alloc(0)

function packed(message: ParsedMessage): { output: PackedMessage; moved: ArrayBuffer[] } {
  const sizeBytes = message.attachments.reduce((sum, attachment) => sum + attachment.sizeBytes, 0)
  const contents = new Uint8Array(sizeBytes)
  let at = 0
  for (const { content } of message.attachments) {
    contents.set(content, at)
    at += content.length
  }
  const attachments = message.attachments.map((attachment) => ({ ...attachment, content: nothing }))
  return { output: { message: { ...message, attachments }, contents }, moved: [contents.buffer] }
}
