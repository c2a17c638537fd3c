import type { CapturedMessage, Envelope, NewMessage } from '../model/message.ts'
import type { LineFaults } from '../model/observation.ts'
import type { ProfileName } from '../model/port-profile.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { ByteSlabs, SlabPlace } from './byte-slabs.ts'

/** What a kept message costs beside its bytes and its envelope: the object, its index entries, its id (measured). */
const bookkeepingBytes = 600

const noParameters: Readonly<Record<string, never>> = Object.freeze({})
const noFaults: LineFaults = Object.freeze({
  bareLf: 0,
  bareCr: 0,
  longLines: 0,
  eightBit: false,
  nul: false,
})

/**
 * A message in the store. `raw` is a getter: the view is made when asked, so that a hundred thousand
 * messages are not a hundred thousand Buffers. @note it is therefore not copied by `{ ...message }`.
 */
export class KeptMessage implements CapturedMessage {
  readonly id: string
  readonly seq: number
  readonly receivedAt: number
  readonly sizeBytes: number
  readonly envelope: Envelope
  readonly listener: string
  readonly profile: ProfileName
  readonly port: number
  readonly sessionId: string
  readonly tls: TlsFacts | null
  readonly auth: NewMessage['auth']
  readonly remote: NewMessage['remote']
  readonly clientName: string
  readonly faults: LineFaults
  /** What this message counts for against the byte limit. */
  readonly #costBytes: number
  /** Monotonic, whole milliseconds: ages are measured by it. */
  readonly #addedMs: number
  #slab: Buffer
  #offset: number

  constructor(message: NewMessage, seq: number, addedMs: number, place: SlabPlace) {
    this.id = message.id
    this.seq = seq
    this.receivedAt = message.receivedAt
    this.sizeBytes = message.raw.length
    this.envelope = compactEnvelope(message.envelope)
    this.listener = message.listener
    this.profile = message.profile
    this.port = message.port
    this.sessionId = message.sessionId
    this.tls = message.tls
    this.auth = message.auth
    this.remote = message.remote
    this.clientName = message.clientName
    this.faults = compactFaults(message.faults)
    this.#costBytes = costOf(message)
    this.#addedMs = Math.round(addedMs)
    this.#slab = place.slab
    this.#offset = place.offset
  }

  get raw(): Buffer {
    return this.#slab.subarray(this.#offset, this.#offset + this.sizeBytes)
  }

  /** Moves the bytes out of a slab that is mostly holes. */
  static repack(message: KeptMessage, slabs: ByteSlabs): void {
    const place = slabs.put(message.raw)
    message.#slab = place.slab
    message.#offset = place.offset
  }

  static costBytes(message: KeptMessage): number {
    return message.#costBytes
  }

  static addedMs(message: KeptMessage): number {
    return message.#addedMs
  }
}

/** Bytes that keeping `message` takes, all told. */
export function costOf(message: NewMessage): number {
  let bytes = message.raw.length + bookkeepingBytes
  for (const recipient of message.envelope.rcptTo) bytes += recipient.length + 80
  return bytes
}

function compactEnvelope(envelope: Envelope): Envelope {
  return {
    mailFrom: unsliced(envelope.mailFrom),
    rcptTo: envelope.rcptTo.map(unsliced),
    mailParameters: orNone(envelope.mailParameters),
    rcptParameters: orNone(envelope.rcptParameters),
  }
}

/** A part of a string keeps the whole of it alive in V8 (from 13 characters on): here, a network chunk. */
function unsliced(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString()
}

function orNone<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  for (const _ in record) return record
  return noParameters
}

function compactFaults(faults: LineFaults): LineFaults {
  const none = !faults.bareLf && !faults.bareCr && !faults.longLines && !faults.eightBit && !faults.nul
  return none ? noFaults : faults
}
