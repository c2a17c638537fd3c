import { inspect } from 'node:util'
import type {
  ArrivedMessage,
  CapturedMessage,
  Content,
  Envelope,
  MessageOrigin,
  NewMessage,
} from '../../model/message.ts'
import type { LineFaults } from '../../model/observation.ts'
import { type ByteSlabs, isPacked, type SlabPlace } from './byte-slabs.ts'

/** What a kept message costs beside its bytes and its recipients: the object, its id, its index entries (measured). */
const bookkeepingBytes = 400
const recipientBytes = 80

const noBytes = Buffer.alloc(0)
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
export class KeptMessage implements ArrivedMessage {
  readonly id: string
  readonly seq: number
  readonly sizeBytes: number
  readonly receivedAt: number
  readonly origin: MessageOrigin
  readonly #mailFrom: string
  /** One recipient is the rule, and a list of one costs twice the string. */
  readonly #rcptTo: string | readonly string[]
  readonly #extras: Extras | null
  readonly #faults: LineFaults | null
  /** Monotonic, whole milliseconds: ages are measured by it. */
  readonly #addedMs: number
  /** null: it has left the store. */
  #slab: Buffer | Content | null
  #offset: number

  constructor(message: NewMessage, seq: number, addedMs: number, place: SlabPlace) {
    const { mailFrom, rcptTo } = message.envelope
    this.id = message.id
    this.seq = seq
    this.sizeBytes = message.content.sizeBytes
    this.receivedAt = message.receivedAt
    this.origin = message.origin
    this.#mailFrom = unsliced(mailFrom)
    this.#rcptTo = rcptTo.length === 1 ? unsliced(rcptTo[0] as string) : rcptTo.map(unsliced)
    this.#extras = extrasOf(message.envelope)
    this.#faults = hasFaults(message.faults) ? message.faults : null
    this.#addedMs = Math.round(addedMs)
    this.#slab = place.slab
    this.#offset = place.offset
  }

  head(sizeBytes: number): Buffer {
    const slab = this.#slab
    return slab !== null && 'head' in slab ? slab.head(sizeBytes) : (KeptMessage.lend(this) ?? noBytes)
  }
  get envelope(): Envelope {
    const extras = this.#extras
    return {
      mailFrom: this.#mailFrom,
      rcptTo: KeptMessage.recipients(this),
      mailParameters: extras?.mailParameters ?? noParameters,
      rcptParameters: extras?.rcptParameters ?? noParameters,
    }
  }
  get faults(): LineFaults {
    return this.#faults ?? noFaults
  }

  toJSON(): CapturedMessage {
    const { id, seq, sizeBytes, receivedAt, envelope, origin, faults } = this
    return { id, seq, sizeBytes, receivedAt, envelope, origin, faults }
  }

  [inspect.custom](): unknown {
    return this.toJSON()
  }

  /** Its bytes, to be read at once: they stay the store's. undefined: it has left the store. */
  static lend(message: KeptMessage): Buffer | undefined {
    const slab = message.#slab
    if (slab === null) return undefined
    return 'joined' in slab
      ? slab.joined()
      : slab.subarray(message.#offset, message.#offset + message.sizeBytes)
  }

  /** Its bytes, the caller's own. */
  static copy(message: KeptMessage): Buffer | undefined {
    const slab = message.#slab
    if (slab === null) return undefined
    if ('parts' in slab) return Buffer.concat(slab.parts, message.sizeBytes)
    return Buffer.from(slab.subarray(message.#offset, message.#offset + message.sizeBytes))
  }

  /** Moves the bytes out of a slab that is mostly holes. */
  static repack(message: KeptMessage, slabs: ByteSlabs): void {
    const bytes = KeptMessage.lend(message)
    if (bytes === undefined || !isPacked(message.sizeBytes)) return
    const place = slabs.pack([bytes], message.sizeBytes)
    message.#slab = place.slab
    message.#offset = place.offset
  }

  /** It has left the store: memory of blocks is used again, and whoever still has the facts keeps nothing else alive. */
  static letGo(message: KeptMessage): void {
    if (message.#slab !== null && 'release' in message.#slab) message.#slab.release()
    message.#slab = null
  }

  /** Those of the envelope. */
  static recipients(message: KeptMessage): readonly string[] {
    const rcptTo = message.#rcptTo
    return typeof rcptTo === 'string' ? [rcptTo] : rcptTo
  }

  static addedMs(message: KeptMessage): number {
    return message.#addedMs
  }
}

/** Bytes that keeping a message takes, all told: what counts against the byte limit. */
export function costOf(sizeBytes: number, recipients: readonly string[]): number {
  let bytes = sizeBytes + bookkeepingBytes
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
