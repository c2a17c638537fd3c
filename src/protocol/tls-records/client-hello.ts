import type { ClientHello } from '../../model/tls-facts.ts'
import { hex, ja4Of } from './ja4.ts'
import { HelloRecords } from './join-records.ts'

const maxTextChars = 255
const maxProtocols = 16
const maxGroups = 64

const extensionServerName = 0
const extensionSupportedGroups = 10
const extensionSignatureAlgorithms = 13
const extensionAlpn = 16
const extensionSupportedVersions = 43
const extensionsRead: ReadonlySet<number> = new Set([
  extensionServerName,
  extensionSupportedGroups,
  extensionSignatureAlgorithms,
  extensionAlpn,
  extensionSupportedVersions,
])
/** Version and random number. */
const afterRandom = 34

const versionNames: Readonly<Record<number, string>> = {
  0x0300: 'SSLv3',
  0x0301: 'TLSv1.0',
  0x0302: 'TLSv1.1',
  0x0303: 'TLSv1.2',
  0x0304: 'TLSv1.3',
}

/**
 * Reads a ClientHello from the first bytes of a connection, also one that is cut over several records (RFC 8446 §4.1.2
 * and §5.1). GREASE values (RFC 8701) are left out, so that a library's fingerprint is the same each time.
 *
 * @returns `'incomplete'` while the bytes may still become one; null where they are none or lie about their lengths.
 */
export function parseClientHello(bytes: Buffer): ClientHello | 'incomplete' | null {
  return new ClientHelloReader().push(bytes)
}

/** The same, of bytes that come piece by piece. What comes after it changes nothing, and costs nothing. */
export class ClientHelloReader {
  readonly #records = new HelloRecords()
  #read: ClientHello | 'incomplete' | null = 'incomplete'

  push(chunk: Buffer): ClientHello | 'incomplete' | null {
    if (this.#read === 'incomplete') this.#read = this.#readOn(chunk)
    return this.#read
  }

  #readOn(chunk: Buffer): ClientHello | 'incomplete' | null {
    const handshake = this.#records.push(chunk)
    if (!Buffer.isBuffer(handshake)) return handshake
    const recordVersion = versionName(this.#records.recordVersion)
    const read = whatIsRead(handshake)
    const known = read === null ? undefined : parsed.get(recordVersion + read)
    if (known !== undefined) return known
    const hello = readHello(handshake, recordVersion)
    if (hello !== null && read !== null) remember(recordVersion + read, hello)
    return hello
  }
}

/**
 * What was read before: a client says the same each time but for its random numbers and keys, and the hashes of its
 * fingerprint take as long as a handshake's other work in JavaScript.
 */
const parsed = new Map<string, ClientHello>()
const maxParsed = 64
const maxParsedChars = 2048

function remember(read: string, hello: ClientHello): void {
  if (read.length > maxParsedChars) return
  if (parsed.size >= maxParsed) parsed.clear()
  parsed.set(read, hello)
}

/** The octets of a ClientHello that decide what is read of it; null where its lengths do not fit. */
function whatIsRead(handshake: Buffer): string | null {
  const end = handshake.length
  const length = (at: number, octets: 1 | 2): number =>
    at + octets <= end ? octets + handshake.readUIntBE(at, octets) : end + 1
  const ciphersAt = afterRandom + length(afterRandom, 1)
  const compressionAt = ciphersAt + length(ciphersAt, 2)
  const extensionsAt = compressionAt + length(compressionAt, 1)
  if (extensionsAt > end || (extensionsAt < end && extensionsAt + length(extensionsAt, 2) !== end))
    return null
  let read = handshake.toString('latin1', 0, 2) + handshake.toString('latin1', ciphersAt, compressionAt)
  for (let at = extensionsAt + 2; at < end;) {
    const next = at + 2 + length(at + 2, 2)
    if (next > end) return null
    read += handshake.toString('latin1', at, extensionsRead.has(handshake.readUInt16BE(at)) ? next : at + 2)
    at = next
  }
  return read
}

function readHello(handshake: Buffer, recordVersion: string): ClientHello | null {
  const fields = new Fields(handshake)
  const legacyVersion = fields.number(2)
  fields.take(32) // random
  fields.vector(1) // session id
  const ciphers = withoutGrease(numbers(fields.vector(2)))
  fields.vector(1) // compression methods
  const extensions = fields.left > 0 ? readExtensions(fields.vector(2)) : []
  if (fields.broken || ciphers.length === 0) return null

  const bodies = new Map(extensions)
  const inside = (type: number): Fields => new Fields(bodies.get(type))
  const offered = withoutGrease(numbers(inside(extensionSupportedVersions).vector(1)))
  const versions = offered.length > 0 ? offered.sort((a, b) => b - a) : [legacyVersion]
  const protocols = readProtocols(bodies.get(extensionAlpn))
  const groups = withoutGrease(numbers(inside(extensionSupportedGroups).vector(2)))
  return {
    recordVersion,
    versions: versions.map(versionName),
    sni: serverName(bodies.get(extensionServerName)),
    alpn: protocols.map(readable),
    groups: groups.slice(0, maxGroups).map(hex),
    ...ja4Of({
      version: versions[0] ?? legacyVersion,
      ciphers,
      extensions: withoutGrease(extensions.map(([type]) => type)),
      signatureAlgorithms: withoutGrease(numbers(inside(extensionSignatureAlgorithms).vector(2))),
      protocol: protocols[0] ?? Buffer.alloc(0),
    }),
  }
}

/** Reads forward and never past the end: what is not there is empty, and `broken` says so. */
class Fields {
  readonly #bytes: Buffer
  #at = 0
  broken = false

  constructor(bytes: Buffer | undefined) {
    this.#bytes = bytes ?? Buffer.alloc(0)
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(length: number): Buffer {
    if (length > this.left) {
      this.broken = true
      this.#at = this.#bytes.length
      return Buffer.alloc(0)
    }
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  number(octets: 1 | 2): number {
    const bytes = this.take(octets)
    return bytes.length === 0 ? 0 : bytes.readUIntBE(0, octets)
  }

  /** A vector with its length in front (RFC 8446 §3.4). */
  vector(lengthOctets: 1 | 2): Buffer {
    return this.take(this.number(lengthOctets))
  }
}

/** Types and bodies, in order. */
function readExtensions(bytes: Buffer): [number, Buffer][] {
  const extensions: [number, Buffer][] = []
  const fields = new Fields(bytes)
  while (fields.left > 0) {
    const type = fields.number(2)
    const body = fields.vector(2)
    if (fields.broken) break
    extensions.push([type, body])
  }
  return extensions
}

/** RFC 6066 §3. The first name of type host_name. */
function serverName(extension: Buffer | undefined): string | null {
  const names = new Fields(new Fields(extension).vector(2))
  while (names.left > 0) {
    const type = names.number(1)
    const name = names.vector(2)
    if (type === 0 && name.length > 0) return readable(name)
  }
  return null
}

/** RFC 7301 §3.1. */
function readProtocols(extension: Buffer | undefined): Buffer[] {
  const list = new Fields(new Fields(extension).vector(2))
  const found: Buffer[] = []
  while (list.left > 0 && found.length < maxProtocols) {
    const name = list.vector(1)
    const isGrease = name.length === 2 && withoutGrease(numbers(name)).length === 0
    if (name.length > 0 && !isGrease) found.push(name)
  }
  return found
}

/** Values of two equal octets `xA xA` are GREASE (RFC 8701 §2). */
function withoutGrease(list: readonly number[]): number[] {
  return list.filter((value) => (value & 0x0f0f) !== 0x0a0a || value >> 8 !== (value & 0xff))
}

/** A list of two-octet values; an odd octet at the end is dropped. */
function numbers(list: Buffer): number[] {
  return Array.from({ length: list.length >> 1 }, (_, index) => list.readUInt16BE(index * 2))
}

function versionName(version: number): string {
  return versionNames[version] ?? `0x${hex(version)}`
}

/** A peer's bytes as printable ASCII. */
function readable(bytes: Buffer): string {
  return bytes
    .toString('latin1', 0, maxTextChars)
    .replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
