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
  const headers = new Headers(limits.maxHeaderBytes ?? 16 * mebibyte)
  const bodies = new Bodies(limits, () => headers.load())
  return {
    parse: (message) => bodies.parse(message),
    async load() {
      await headers.load()
      await loadParse()
    },
    header: (message) => headers.of(message),
    text: (message) => bodies.text(message),
    forget({ id }) {
      bodies.forget(id)
      headers.forget(id)
    },
  }
}

/** Subjects, senders and fields, of which the first two are remembered. */
class Headers {
  readonly #known: BoundedCache<MessageHeader>
  #decoder: HeaderDecoder | undefined

  constructor(maxBytes: number) {
    this.#known = new BoundedCache(maxBytes)
  }

  async load(): Promise<HeaderDecoder> {
    this.#decoder = (await loadDecoder()).headerDecoder
    return this.#decoder
  }

  of(message: CapturedMessage): MessageHeader | Promise<MessageHeader> {
    const known = this.#known.peek(message.id)
    if (known) return known
    if (this.#decoder) return this.#read(message, this.#decoder)
    return this.load().then((decoder) => this.#read(message, decoder))
  }

  forget(id: string): void {
    this.#known.delete(id)
  }

  #read(message: CapturedMessage, decoder: HeaderDecoder): MessageHeader {
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
    this.#known.setIfRoom(message.id, header, 250 + textBytes(subject) + addressBytes)
    return header
  }
}

/** Whole messages and their texts, remembered each within its own bound. */
class Bodies {
  readonly #loadHeaders: () => Promise<HeaderDecoder>
  readonly #parsed: BoundedCache<ParsedMessage>
  readonly #texts: BoundedCache<string>
  readonly #maxParseBytes: number
  readonly #turnstile: Turnstile
  readonly #running = new Map<string, Promise<ParsedMessage>>()

  constructor(limits: ParserLimits, loadHeaders: () => Promise<HeaderDecoder>) {
    this.#loadHeaders = loadHeaders
    this.#parsed = new BoundedCache(limits.maxParsedBytes ?? 32 * mebibyte)
    this.#texts = new BoundedCache(limits.maxTextBytes ?? 64 * mebibyte)
    this.#maxParseBytes = limits.maxParseBytes ?? Infinity
    this.#turnstile = new Turnstile(parsesAtOnce, this.#maxParseBytes)
  }

  parse(message: CapturedMessage): Promise<ParsedMessage> {
    const { id, sizeBytes } = message
    const known = this.#parsed.get(id)
    if (known) return Promise.resolve(known)
    let started = this.#running.get(id)
    if (!started) {
      started = this.#turnstile
        .run(sizeBytes, () => this.#run(message))
        .finally(() => this.#running.delete(id))
      this.#running.set(id, started)
    }
    return started
  }

  text(message: CapturedMessage): string | Promise<string> {
    const known = this.#texts.peek(message.id) ?? this.#parsed.peek(message.id)?.text
    if (known !== undefined) return known
    const plain = message.sizeBytes <= plainTextBytes ? plainText(message.raw) : null
    if (plain === null) return this.parse(message).then(({ text }) => text)
    this.#texts.setIfRoom(message.id, plain, textBytes(plain))
    return plain
  }

  forget(id: string): void {
    this.#parsed.delete(id)
    this.#texts.delete(id)
  }

  async #run({ id, raw }: CapturedMessage): Promise<ParsedMessage> {
    const [decoder, { parseMessage }] = await Promise.all([this.#loadHeaders(), loadParse()])
    const result = await parseMessage(raw, decoder, this.#maxParseBytes)
    this.#parsed.set(id, result, parsedBytes(result))
    this.#texts.setIfRoom(id, result.text, textBytes(result.text))
    return result
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
