import { type Eventual, whenThere } from '../base/eventual.ts'
import { Rank } from '../base/rank.ts'
import { Semaphore } from '../base/semaphore.ts'
import { testOf, type Words } from '../base/text-test.ts'
import { movable, type Piece, type Threads, type Work, WorkFailed } from '../base/thread-work.ts'
import type { Letter, MessageOutline, ParsedMessage } from '../model/parsed-message.ts'
import type { TextMatch } from '../model/query.ts'
import { BoundedCache } from './bounded-cache.ts'
import { type ByteSource, type MessageStart, type Readable, there } from './message-reader.ts'
import { outlineOf } from './outline.ts'
import {
  attachmentNamesWork,
  type MessageInput,
  parseWork,
  type ReadingLimits,
  type SearchedText,
  textWork,
  unpacked,
} from './reading-work.ts'
import { parsedBytes, textBytes } from './parsed-size.ts'
import { plainText } from './plain-text.ts'
import { type ParserLimits, readHereBytes, shownHereBytes } from './reading-limits.ts'

export interface BodiesParts {
  readonly threads: Threads | null
  readonly loadLooks: () => Promise<Looks>
  readonly loadParse: () => Promise<{
    parse(raw: Buffer, limits: ReadingLimits): Promise<ParsedMessage>
    parseHeader(raw: Buffer, error: string): Promise<ParsedMessage>
  }>
}

/** Without a full parse; null: it takes one. */
interface Looks {
  attachmentNames(raw: Buffer): readonly string[]
  glance(raw: Buffer, limits: ReadingLimits): MessageOutline | null
  letterOf(raw: Buffer, limits: ReadingLimits): Letter | null
}

/** A parse that is waiting for its turn, or on its way. */
interface Running {
  readonly rank: Rank
  readonly parsed: Promise<ParsedMessage>
}

const mebibyte = 1024 * 1024
/** A list asks for fifty at once; they need not all be taken apart at the same time. */
const parsesAtOnce = 4
/** The text of a larger message is looked for in a thread. */
const plainTextBytes = 256 * 1024

/** Whole messages and their texts, remembered each within its own bound. */
export class Bodies {
  readonly #parts: BodiesParts
  readonly #limits: ReadingLimits
  readonly #maxResultBytes: number
  readonly #parsed: BoundedCache<ParsedMessage>
  readonly #texts: BoundedCache<string>
  readonly #semaphore = new Semaphore(parsesAtOnce)
  readonly #running = new Map<string, Running>()
  #looks: Looks | undefined

  constructor(limits: ParserLimits, parts: BodiesParts) {
    this.#parts = parts
    this.#parsed = new BoundedCache(limits.maxParsedBytes ?? 32 * mebibyte)
    this.#texts = new BoundedCache(limits.maxTextBytes ?? 64 * mebibyte)
    const { maxParseBytes = Infinity, maxWorkBytes = Infinity, maxResultBytes = Infinity } = limits
    this.#limits = { maxParseBytes, maxWorkBytes }
    this.#maxResultBytes = maxResultBytes
  }

  parse(message: Readable, source: ByteSource): Promise<ParsedMessage> {
    const { id, sizeBytes } = message
    const known = this.#parsed.get(id)
    if (known) return Promise.resolve(known)
    const running = this.#running.get(id)
    if (running) {
      // A list may have asked for it before; now somebody waits for this one.
      if (source.line !== 'back') running.rank.moveForward()
      return running.parsed
    }
    const { threads } = this.#parts
    const rank = new Rank(source.line)
    const parsing =
      threads === null || sizeBytes <= readHereBytes
        ? this.#semaphore.run(() => this.#parseHere(message, source), { rank })
        : this.#parseInThread(message, source, { threads, rank })
    const parsed = parsing.finally(() => this.#running.delete(id))
    this.#running.set(id, { rank, parsed })
    return parsed
  }

  async load(): Promise<Looks> {
    this.#looks = await this.#parts.loadLooks()
    return this.#looks
  }

  /** What a list says of it, where that is known or takes no full parse; else null. */
  glance({ id }: Readable, bytes: Buffer): MessageOutline | null {
    const known = this.#parsed.peek(id)
    return known === undefined ? (this.#looks?.glance(bytes, this.#limits) ?? null) : outlineOf(known)
  }

  /** Header and text, likewise. */
  letter({ id }: Readable, bytes: Buffer): Letter | null {
    return this.#parsed.peek(id) ?? this.#looks?.letterOf(bytes, this.#limits) ?? null
  }

  outline(message: Readable, source: ByteSource): Eventual<MessageOutline> {
    const known = this.#parsed.peek(message.id)
    if (known !== undefined) return outlineOf(known)
    const look = (): Eventual<MessageOutline | null> =>
      whenThere(this.#looks ? undefined : this.load(), () =>
        whenThere(source.bytesOf(message), (bytes) => this.glance(message, there(bytes, message))),
      )
    // A list asks for many, and of large ones not all are to be held at once.
    const found =
      message.sizeBytes > plainTextBytes
        ? this.#semaphore.run(() => Promise.resolve().then(look), { rank: new Rank(source.line) })
        : look()
    // The bytes are read anew where it is this one's turn.
    return whenThere(found, (outline) => outline ?? this.parse(message, source).then(outlineOf))
  }

  text(message: Readable, source: ByteSource): Eventual<string> {
    const known = this.#knownText(message.id)
    if (known !== undefined) return known
    if (message.sizeBytes > plainTextBytes) {
      return this.#searched(message, source, '').then(({ start }) => start)
    }
    const whole = (): Promise<string> => this.parse(message, source).then(({ text }) => text)
    return whenThere(source.bytesOf(message), (bytes) => {
      const plain = plainText(there(bytes, message))
      if (plain === null) return whole()
      this.#texts.setIfRoom(message.id, plain, textBytes(plain))
      return plain
    })
  }

  textHas(message: Readable, source: ByteSource, match: TextMatch | Words): Eventual<boolean> {
    const known = this.#knownText(message.id)
    return known === undefined && message.sizeBytes > plainTextBytes
      ? this.#searched(message, source, match).then(({ holds }) => holds)
      : whenThere(known ?? this.text(message, source), testOf(match))
  }

  /** Those of one that cannot be read are none. */
  attachmentNames(message: Readable, source: ByteSource): Eventual<readonly string[]> {
    const inThread = this.inThread(message, source, attachmentNamesWork, {})
    if (inThread !== null) {
      return inThread.catch((error: unknown) => {
        if (error instanceof WorkFailed) return []
        throw error
      })
    }
    return whenThere(this.#looks ?? this.load(), (looks) =>
      whenThere(source.bytesOf(message), (bytes) => looks.attachmentNames(there(bytes, message))),
    )
  }

  inThread<More extends object, Output>(
    message: Readable,
    source: ByteSource,
    work: Work<MessageInput & More, Output>,
    more: More,
  ): Promise<Output> | null {
    const { threads } = this.#parts
    if (threads === null || message.sizeBytes <= shownHereBytes) return null
    const begin = async (): Promise<Piece<MessageInput & More>> => {
      const raw = movable(await ownBytes(message, source))
      return { input: { ...more, raw, limits: this.#limits }, moved: [raw.buffer] }
    }
    return threads.run(work, begin, new Rank(source.line))
  }

  async start(message: Readable, source: ByteSource, failure: WorkFailed): Promise<MessageStart> {
    const raw = Buffer.from((await ownBytes(message, source)).subarray(0, readHereBytes))
    const { parseHeader } = await this.#parts.loadParse()
    return { raw, parsed: await parseHeader(raw, failureInWords(failure)) }
  }

  forget(id: string): void {
    this.#parsed.delete(id)
    this.#texts.delete(id)
  }

  #knownText(id: string): string | undefined {
    return this.#texts.peek(id) ?? this.#parsed.peek(id)?.text
  }

  async #searched(message: Readable, source: ByteSource, match: TextMatch | Words): Promise<SearchedText> {
    const { threads } = this.#parts
    if (threads === null) {
      const { text } = await this.parse(message, source)
      return { holds: testOf(match)(text), start: text, isWhole: true }
    }
    const begin = async (): Promise<Piece<MessageInput & { readonly match: TextMatch | Words }>> => {
      const raw = movable(await ownBytes(message, source))
      return { input: { raw, limits: this.#limits, match }, moved: [raw.buffer] }
    }
    const searched = await threads.run(textWork, begin, new Rank(source.line)).catch((error: unknown) => {
      if (error instanceof WorkFailed) return { holds: testOf(match)(''), start: '', isWhole: false }
      throw error
    })
    if (searched.isWhole) this.#texts.setIfRoom(message.id, searched.start, textBytes(searched.start))
    return searched
  }

  async #parseHere(message: Readable, source: ByteSource): Promise<ParsedMessage> {
    // Before anything is waited for: the message may leave the store meanwhile.
    const raw = await ownBytes(message, source)
    const { parse } = await this.#parts.loadParse()
    return this.#remember(message.id, await parse(raw, this.#limits))
  }

  async #parseInThread(
    message: Readable,
    source: ByteSource,
    { threads, rank }: { readonly threads: Threads; readonly rank: Rank },
  ): Promise<ParsedMessage> {
    let start = Buffer.alloc(0)
    const begin = async (): Promise<Piece<MessageInput & { readonly maxResultBytes: number }>> => {
      const bytes = await ownBytes(message, source)
      start = Buffer.from(bytes.subarray(0, readHereBytes))
      const raw = movable(bytes)
      const input = { raw, limits: this.#limits, maxResultBytes: this.#maxResultBytes }
      return { input, moved: [raw.buffer] }
    }
    try {
      return this.#remember(message.id, unpacked(await threads.run(parseWork, begin, rank)))
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error
      // Not remembered: a machine that was too busy may have time later.
      const { parseHeader } = await this.#parts.loadParse()
      return parseHeader(start, failureInWords(error))
    }
  }

  #remember(id: string, result: ParsedMessage): ParsedMessage {
    this.#parsed.set(id, result, parsedBytes(result))
    this.#texts.setIfRoom(id, result.text, textBytes(result.text))
    return result
  }
}

/** Why a message was not read in a thread, for its reader. */
function failureInWords({ message }: WorkFailed): string {
  return `The message could not be taken apart. ${message} Its raw bytes are kept.`
}

/** The bytes of a message, the caller's own. @throws FourportError MESSAGE_GONE */
async function ownBytes(message: Readable, { bytesOf, areLent }: ByteSource): Promise<Buffer> {
  const found = bytesOf(message)
  const bytes = there(found instanceof Promise ? await found : found, message)
  return areLent ? Buffer.from(bytes) : bytes
}
