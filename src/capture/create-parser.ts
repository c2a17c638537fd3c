import type { Threads } from '../base/thread-work.ts'
import { lazyModule } from '../base/lazy-module.ts'
import { Bodies } from './bodies.ts'
import { Headers } from './headers-read.ts'
import type { ByteSource, MessageReader } from './message-reader.ts'
import type { ParserLimits } from './reading-limits.ts'
import { Searchables } from './searchables.ts'

/** Reads messages when asked, and remembers what it read within bounds, for all of its readers together. */
export interface MessageParser {
  reader(source: ByteSource): MessageReader
  /** Reads from disk what the first message would else wait for. */
  load(): Promise<void>
  /** Drops what is remembered of a message. */
  forget(message: { readonly id: string }): void
}

const mebibyte = 1024 * 1024

/** libmime takes some 40 ms to read, mailparser 60 to 95. */
const loadDecoder = lazyModule(() => import('./header-decoder.ts'))
const loadParse = lazyModule(() => import('./parse-message.ts'))
const loadLooks = lazyModule(() => import('./glance.ts'))

/** @param threads - Where what is not small is read; null: in this thread, with everybody waiting */
export function createMessageParser(
  limits: ParserLimits = {},
  threads: Threads | null = null,
): MessageParser {
  const headers = new Headers({
    maxBytes: limits.maxHeaderBytes ?? 16 * mebibyte,
    threads,
    loadDecoder: async () => (await loadDecoder()).headerDecoder,
  })
  const bodies = new Bodies(limits, {
    threads,
    loadLooks,
    loadParse: async () => {
      const [decoder, { parseMessage, parseHeader }] = await Promise.all([headers.load(), loadParse()])
      return {
        parse: (raw, reading) => parseMessage(raw, decoder, reading),
        parseHeader: (raw, error) => parseHeader(raw, decoder, error),
      }
    },
  })
  const { maxParseBytes = Infinity, maxWorkBytes = Infinity } = limits
  const searchables = new Searchables({
    threads,
    limits: { maxParseBytes, maxWorkBytes },
    loadLooks,
    async loadParse() {
      const [decoder, { parseMessage }] = await Promise.all([headers.load(), loadParse()])
      return { parse: (raw, reading) => parseMessage(raw, decoder, reading) }
    },
  })
  const parts = { headers, bodies, searchables }
  return {
    reader: (source) => readerOf(source, parts),
    async load() {
      await headers.load()
      await bodies.load()
      await loadParse()
    },
    forget({ id }) {
      bodies.forget(id)
      headers.forget(id)
    },
  }
}

/** The source, or bytes that the caller has read already. */
function given(source: ByteSource, bytes: Buffer | undefined): ByteSource {
  return bytes ? { ...source, bytesOf: () => bytes, areLent: true } : source
}

interface Readers {
  readonly headers: Headers
  readonly bodies: Bodies
  readonly searchables: Searchables
}

function readerOf(source: ByteSource, parts: Readers): MessageReader {
  const { headers, bodies, searchables } = parts
  return {
    forLists: () => readerOf({ ...source, line: 'back' }, parts),
    parse: (message, bytes) => bodies.parse(message, given(source, bytes)),
    outline: (message, bytes) => bodies.outline(message, given(source, bytes)),
    glance: (message, bytes) => bodies.glance(message, bytes),
    letter: (message, bytes) => bodies.letter(message, bytes),
    subject: (message) => headers.subjectOf(message),
    header: (message) => headers.of(message, source),
    fields: (message) => headers.fieldsOf(message, source),
    searchedHeader: (message) => headers.searchedOf(message, source),
    searchable: (message) => searchables.of(message, source),
    attachmentNames: (message) => bodies.attachmentNames(message, source),
    text: (message) => bodies.text(message, source),
    textHas: (message, match) => bodies.textHas(message, source, match),
    inThread: (message, work, more) => bodies.inThread(message, source, work, more),
    start: (message, failure) => bodies.start(message, source, failure),
  }
}
