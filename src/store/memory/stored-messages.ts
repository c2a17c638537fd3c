import { inspect } from 'node:util'
import { BufferPacker } from '../../base/buffer-list.ts'
import type { RemovalReason } from '../../model/feed-event.ts'
import type { CapturedMessage, Content, Envelope, MessageOrigin, NewMessage } from '../../model/message.ts'
import type { LineFaults } from '../../model/observation.ts'
import { type Lookup, recipientKeys } from '../lookups.ts'
import type { ByteRange, StoreLimits } from '../store.ts'
import { OrderedIndex, OrderedList } from './ordered.ts'
import { maySay, type Probes, sign } from './signature.ts'

/** From here on a message gets memory of its own: packing it would save under 1 %. */
const packedBelowBytes = 64 * 1024
/** Below this, holes are not worth the copying. */
const repackFromBytes = 8 * 1024 * 1024

/** Told of messages that were taken out because of a limit, the oldest first. */
type OnEvicted = (reason: RemovalReason, messages: readonly StoredMessage[]) => void

/** Messages in the store, with everything that finds them, bounded by count, bytes and age; the oldest go first. */
export class StoredMessages {
  readonly #limits: StoreLimits
  readonly #onEvicted: OnEvicted
  readonly #packer = new BufferPacker()
  readonly #byId = new Map<string, StoredMessage>()
  readonly #order = new OrderedList<StoredMessage>()
  readonly #indexes = {
    recipient: new OrderedIndex<StoredMessage>(),
    user: new OrderedIndex<StoredMessage>(),
  }
  #seq = 0
  #bytes = 0
  #evicted = 0
  /** Bytes of deleted messages since the last repacking, about. */
  #holeBytes = 0

  constructor(limits: StoreLimits, onEvicted: OnEvicted) {
    this.#limits = limits
    this.#onEvicted = onEvicted
  }

  get size(): number {
    return this.#byId.size
  }

  /** Bytes, envelopes and bookkeeping. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many a limit has taken out. */
  get evicted(): number {
    return this.#evicted
  }

  /** Takes a message in, and those out that leave no room for it. undefined: it needs more room than there is. */
  add(message: NewMessage, nowMs: number): StoredMessage | undefined {
    const { content, envelope, origin } = message
    const costBytes = costOf(content.sizeBytes, envelope.rcptTo)
    const { maxMessages, maxMessageBytes } = this.#limits
    if (costBytes > maxMessageBytes || maxMessages < 1) return undefined
    this.evictAged(nowMs)
    if (this.#byId.size >= maxMessages) this.#evictWhile('count', () => this.#byId.size >= maxMessages)
    const mostBytes = maxMessageBytes - costBytes
    if (this.#bytes > mostBytes) this.#evictWhile('bytes', () => this.#bytes > mostBytes)
    const stored = new StoredMessage(message, ++this.#seq, nowMs, this.#takeOver(content))
    this.#byId.set(stored.id, stored)
    this.#bytes += costBytes
    const recipients = recipientKeys(envelope.rcptTo)
    this.#order.push(stored)
    this.#indexes.recipient.add(stored, recipients)
    if (origin.auth !== null) this.#indexes.user.add(stored, [origin.auth.user])
    return stored
  }

  get(id: string): StoredMessage | undefined {
    return this.#byId.get(id)
  }

  ids(): string[] {
    return [...this.#byId.keys()]
  }

  /** Oldest first, below `before`: all of them, or those of some index entries, each once. */
  list(lookups: readonly Lookup[] | null, before: number): StoredMessage[] {
    if (lookups === null) return this.#order.toArray(before)
    const found = lookups.map(({ by, key }) => this.#indexes[by].get(key, before))
    if (found.length === 1) return found[0] as StoredMessage[]
    return [...new Set(found.flat())].sort((one, other) => one.seq - other.seq)
  }

  /** The first above `seq`, oldest first. */
  next(limit: number, seq: number): readonly StoredMessage[] {
    return this.#order.next(limit, seq)
  }

  /** Takes those out that are older than they may become. */
  evictAged(nowMs: number): void {
    const { maxAgeMs } = this.#limits
    if (maxAgeMs <= 0) return
    this.#evictWhile('age', (oldest) => StoredMessage.addedMs(oldest) < nowMs - maxAgeMs)
  }

  /** Takes any: here and there, that leaves holes between those that share memory, which are packed anew when the holes outweigh the rest. */
  delete(messages: readonly StoredMessage[]): void {
    for (const message of messages) {
      this.#take(message)
      if (isPacked(message.sizeBytes)) this.#holeBytes += message.sizeBytes
    }
    if (this.#byId.size === 0) this.#holeBytes = 0
    if (this.#holeBytes < this.#bytes + repackFromBytes) return
    for (const message of this.#order.toArray()) this.#repack(message)
    this.#holeBytes = 0
  }

  #evictWhile(reason: RemovalReason, isInTheWay: (oldest: StoredMessage) => boolean): void {
    const evicted: StoredMessage[] = []
    for (let oldest = this.#order.first(); oldest && isInTheWay(oldest); oldest = this.#order.first()) {
      // The memory at this end empties, and goes by itself.
      this.#take(oldest)
      evicted.push(oldest)
    }
    if (evicted.length === 0) return
    this.#evicted += evicted.length
    this.#onEvicted(reason, evicted)
  }

  #take(message: StoredMessage): void {
    const recipients = StoredMessage.recipients(message)
    const { auth } = message.origin
    this.#byId.delete(message.id)
    this.#order.remove(message.seq)
    this.#indexes.recipient.remove(message, recipientKeys(recipients))
    if (auth !== null) this.#indexes.user.remove(message, [auth.user])
    this.#bytes -= costOf(message.sizeBytes, recipients)
    StoredMessage.letGo(message)
  }

  /** Those of small messages are copied, so that the memory they are a view of can go. */
  #takeOver(content: Content): Place {
    const { sizeBytes } = content
    if (!isPacked(sizeBytes)) {
      content.settle()
      return { buffer: content, offset: 0 }
    }
    const roomBytes = signatureBytes(sizeBytes)
    const place = this.#packer.pack(content.parts, sizeBytes, roomBytes)
    content.release()
    return place
  }

  #repack(message: StoredMessage): void {
    const packed = isPacked(message.sizeBytes) ? StoredMessage.packed(message) : undefined
    if (packed !== undefined) StoredMessage.move(message, this.#packer.pack([packed], packed.length))
  }
}

/** Whether a message of that size shares its memory with others. */
function isPacked(sizeBytes: number): boolean {
  return sizeBytes < packedBelowBytes
}

/** Where the bytes of a message lie: among others', with room for its signature after them, or in memory of their own. */
interface Place {
  readonly buffer: Buffer | Content
  readonly offset: number
}

/** What a stored message costs beside its bytes and its recipients: the object, its id, its index entries (measured). */
const bookkeepingBytes = 400
const recipientBytes = 80

const noParameters: Readonly<Record<string, never>> = Object.freeze({})
const noFaults: LineFaults = Object.freeze({
  bareLf: 0,
  bareCr: 0,
  longLines: 0,
  eightBit: false,
  nul: false,
})

/** The parts of the envelope beyond the two addresses that every message has. */
type Extras = Omit<Envelope, 'mailFrom' | 'rcptTo'>

/**
 * A message in the store, small: a hundred thousand of them are held. What can be shared is, and views are made when
 * asked for. @note most fields are getters, so `{ ...message }` does not copy them; `toJSON` gives all but the bytes.
 */
export class StoredMessage implements CapturedMessage {
  readonly id: string
  readonly seq: number
  readonly sizeBytes: number
  readonly receivedAt: number
  readonly origin: MessageOrigin
  readonly subject: string
  readonly #mailFrom: string
  /** One recipient is the rule, and a list of one costs twice the string. */
  readonly #rcptTo: string | readonly string[]
  readonly #extras: Extras | null
  readonly #faults: LineFaults | null
  /** Monotonic, whole milliseconds: ages are measured by it. */
  readonly #addedMs: number
  /** null: it has left the store. */
  #buffer: Buffer | Content | null
  #offset: number
  /** Of one that has memory of its own. null: not made, or it stands after the bytes. */
  #signature: Uint8Array | null = null

  constructor(message: NewMessage, seq: number, addedMs: number, { buffer, offset }: Place) {
    const { mailFrom, rcptTo } = message.envelope
    this.id = message.id
    this.seq = seq
    this.sizeBytes = message.content.sizeBytes
    this.receivedAt = message.receivedAt
    this.origin = message.origin
    this.subject = unsliced(message.subject)
    this.#mailFrom = unsliced(mailFrom)
    this.#rcptTo = rcptTo.length === 1 ? unsliced(rcptTo[0] as string) : rcptTo.map(unsliced)
    this.#extras = extrasOf(message.envelope)
    this.#faults = hasFaults(message.faults) ? message.faults : null
    this.#addedMs = Math.round(addedMs)
    this.#buffer = buffer
    this.#offset = offset
  }

  get envelope(): Envelope {
    const extras = this.#extras
    return {
      mailFrom: this.#mailFrom,
      rcptTo: StoredMessage.recipients(this),
      mailParameters: extras?.mailParameters ?? noParameters,
      rcptParameters: extras?.rcptParameters ?? noParameters,
    }
  }

  get faults(): LineFaults {
    return this.#faults ?? noFaults
  }

  toJSON(): CapturedMessage {
    const { id, seq, sizeBytes, receivedAt, envelope, origin, faults, subject } = this
    return { id, seq, sizeBytes, receivedAt, envelope, origin, faults, subject }
  }

  [inspect.custom](): unknown {
    return this.toJSON()
  }

  /** Its bytes, to be read at once: they stay the store's. undefined: it has left the store. */
  static lend(message: StoredMessage): Buffer | undefined {
    const buffer = message.#buffer
    if (buffer === null) return undefined
    return 'joined' in buffer
      ? buffer.joined()
      : buffer.subarray(message.#offset, message.#offset + message.sizeBytes)
  }

  /** Its bytes, or a range of them, the caller's own. */
  static copy(message: StoredMessage, range?: ByteRange): Buffer | undefined {
    const buffer = message.#buffer
    const from = Math.min(range?.from ?? 0, message.sizeBytes)
    const to = Math.min(range?.to ?? message.sizeBytes, message.sizeBytes)
    if (buffer === null) return undefined
    if ('parts' in buffer) return Buffer.concat(piecesOf(buffer.parts, from, to))
    return Buffer.from(buffer.subarray(message.#offset + from, message.#offset + to))
  }

  /** Its bytes with its signature, where it shares its memory. */
  static packed(message: StoredMessage): Buffer | undefined {
    const buffer = message.#buffer
    if (buffer === null || 'joined' in buffer) return undefined
    const { sizeBytes } = message
    return buffer.subarray(message.#offset, message.#offset + sizeBytes + signatureBytes(sizeBytes))
  }

  /** Makes its signature of all that it says. Of one that has left the store nothing is made. */
  static sign(message: StoredMessage, texts: readonly string[]): void {
    const buffer = message.#buffer
    if (buffer === null) return
    const sizeBytes = signatureBytes(message.sizeBytes)
    const start = message.#offset + message.sizeBytes
    if ('joined' in buffer) sign((message.#signature = new Uint8Array(sizeBytes)), texts)
    else sign(buffer.subarray(start, start + sizeBytes), texts)
  }

  /** false: it surely does not say what is asked for. */
  static maySay(message: StoredMessage, probes: Probes): boolean {
    const buffer = message.#buffer
    if (buffer === null) return false
    const sizeBytes = signatureBytes(message.sizeBytes)
    if (!('joined' in buffer)) return maySay(buffer, message.#offset + message.sizeBytes, sizeBytes, probes)
    return message.#signature === null || maySay(message.#signature, 0, sizeBytes, probes)
  }

  static move(message: StoredMessage, { buffer, offset }: Place): void {
    message.#buffer = buffer
    message.#offset = offset
  }

  /** It has left the store: memory of blocks is used again, and a caller that still has the facts keeps nothing else alive. */
  static letGo(message: StoredMessage): void {
    if (message.#buffer !== null && 'release' in message.#buffer) message.#buffer.release()
    message.#buffer = null
  }

  /** Those of the envelope. */
  static recipients(message: StoredMessage): readonly string[] {
    const rcptTo = message.#rcptTo
    return typeof rcptTo === 'string' ? [rcptTo] : rcptTo
  }

  static addedMs(message: StoredMessage): number {
    return message.#addedMs
  }
}

/** What lies in a range of parts that follow each other. */
function piecesOf(parts: readonly Buffer[], from: number, to: number): Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  for (const part of parts) {
    if (at >= to) break
    if (at + part.length > from) pieces.push(part.subarray(Math.max(0, from - at), to - at))
    at += part.length
  }
  return pieces
}

const smallestSignature = 16
const largestSignature = 4096

/** Room for the signature: 12 % of the message, so that about a third of the bits are set where all of it is text. */
export function signatureBytes(sizeBytes: number): number {
  return Math.min(Math.max(Math.floor(sizeBytes / 8.4), smallestSignature), largestSignature)
}

/** Bytes that storing a message takes, all told: what counts against the byte limit. */
export function costOf(sizeBytes: number, recipients: readonly string[]): number {
  let bytes = sizeBytes + signatureBytes(sizeBytes) + bookkeepingBytes
  for (const recipient of recipients) bytes += recipient.length + recipientBytes
  return bytes
}

/** A part of a string keeps the whole of it alive in V8 (from 13 characters on): here, a network chunk. */
function unsliced(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString()
}

function extrasOf({ mailParameters, rcptParameters }: Envelope): Extras | null {
  for (const _ in mailParameters) return { mailParameters, rcptParameters }
  for (const _ in rcptParameters) return { mailParameters, rcptParameters }
  return null
}

function hasFaults({ bareLf, bareCr, longLines, eightBit, nul }: LineFaults): boolean {
  return bareLf > 0 || bareCr > 0 || longLines > 0 || eightBit || nul
}
