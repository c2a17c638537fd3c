import { lateModule } from '../base/late-module.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'
import { BoundedCache } from './bounded-cache.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { type MessageHeader, readHeader } from './headers.ts'
import { plainText } from './plain-text.ts'
import { Turnstile } from './turnstile.ts'

export interface ParserLimits {
  /** Parsed messages kept, by what they take. Default 32 MiB: what a person looks at and a test asks again. */
  readonly maxParsedBytes?: number
  /** Texts kept for searching. Default 64 MiB: 10,000 messages of 6 KiB of text. */
  readonly maxTextBytes?: number
  /** Subjects and senders kept for searching. Default 16 MiB: some 50,000 messages. */
  readonly maxHeaderBytes?: number
  /** Messages being taken apart at once, together, and the largest that is: it takes five times its size. Default: any. */
  readonly maxParseBytes?: number
}

/** Reads messages when asked, and remembers what it read within bounds. */
export interface MessageParser {
  /** Never rejects: what cannot be parsed is in `parseError`. Callers at the same time share one parse. */
  parse(message: CapturedMessage): Promise<ParsedMessage>
  /** Subject, From and fields, without parsing the body; at once after the first. */
  header(message: CapturedMessage): MessageHeader | Promise<MessageHeader>
  /** `ParsedMessage.text`; at once where it is known. */
  text(message: CapturedMessage): string | Promise<string>
  /** Reads from disk what the first message would else wait for. */
  load(): Promise<void>
  /** Drops what is remembered of a message. */
  forget(message: CapturedMessage): void
}

const mebibyte = 1024 * 1024
/** A list asks for fifty at once; fifty large ones at the same time would be held in memory several times over. */
const parsesAtOnce = 4
/** A larger message is parsed whole, which lets others have their turn. */
const plainTextBytes = mebibyte

/** libmime takes some 40 ms to read, mailparser 60 to 95. */
const loadDecoder = lateModule(() => import('./header-decoder.ts'))
const loadParse = lateModule(() => import('./parse-message.ts'))

export function createMessageParser(limits: ParserLimits = {}): MessageParser {
  const parsed = new BoundedCache<ParsedMessage>(limits.maxParsedBytes ?? 32 * mebibyte)
  const texts = new BoundedCache<string>(limits.maxTextBytes ?? 64 * mebibyte)
  const headers = new BoundedCache<MessageHeader>(limits.maxHeaderBytes ?? 16 * mebibyte)
  const maxParseBytes = limits.maxParseBytes ?? Infinity
  const turnstile = new Turnstile(parsesAtOnce, maxParseBytes)
  const running = new Map<string, Promise<ParsedMessage>>()
  let decoder: HeaderDecoder | undefined

  async function load(): Promise<HeaderDecoder> {
    decoder = (await loadDecoder()).headerDecoder
    return decoder
  }

  async function run(message: CapturedMessage): Promise<ParsedMessage> {
    const { raw } = message
    const [loaded, { parseMessage }] = await Promise.all([load(), loadParse()])
    const result = await parseMessage(raw, loaded, maxParseBytes)
    parsed.set(message.id, result, parsedBytes(result))
    texts.setIfRoom(message.id, result.text, textBytes(result.text))
    return result
  }

  function parse(message: CapturedMessage): Promise<ParsedMessage> {
    const known = parsed.get(message.id)
    if (known) return Promise.resolve(known)
    let started = running.get(message.id)
    if (!started) {
      started = turnstile.run(message.sizeBytes, () => run(message)).finally(() => running.delete(message.id))
      running.set(message.id, started)
    }
    return started
  }

  function remembered(message: CapturedMessage, decoder: HeaderDecoder): MessageHeader {
    const { subject, from } = readHeader(message.raw, decoder)
    const header: MessageHeader = {
      subject,
      from,
      get fields() {
        return readHeader(message.raw, decoder).fields
      },
    }
    const addressBytes = from.reduce(
      (sum, { name, address }) => sum + textBytes(name) + textBytes(address),
      0,
    )
    headers.setIfRoom(message.id, header, 250 + textBytes(subject) + addressBytes)
    return header
  }

  return {
    parse,
    async load() {
      await load()
      await loadParse()
    },
    header(message) {
      const known = headers.peek(message.id)
      if (known) return known
      return decoder ? remembered(message, decoder) : load().then((loaded) => remembered(message, loaded))
    },
    text(message) {
      const known = texts.peek(message.id) ?? parsed.peek(message.id)?.text
      if (known !== undefined) return known
      const plain = message.sizeBytes <= plainTextBytes ? plainText(message.raw) : null
      if (plain === null) return parse(message).then(({ text }) => text)
      texts.setIfRoom(message.id, plain, textBytes(plain))
      return plain
    },
    forget({ id }) {
      parsed.delete(id)
      texts.delete(id)
      headers.delete(id)
    },
  }
}

/** V8 keeps a text in one byte a character where all of it is Latin-1, else in two. */
function textBytes(text: string): number {
  return 32 + (/[^\0-\xff]/.test(text) ? 2 * text.length : text.length)
}

function parsedBytes(message: ParsedMessage): number {
  let bytes = 2_000 + textBytes(message.text) + textBytes(message.html ?? '')
  for (const attachment of message.attachments) bytes += 500 + attachment.sizeBytes
  for (const field of message.headers) bytes += 200 + field.value.length + field.raw.length
  for (const link of message.links) bytes += 150 + link.url.length + (link.text?.length ?? 0)
  return bytes
}
