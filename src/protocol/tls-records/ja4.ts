import { createHash } from 'node:crypto'

/** What a ClientHello offers, GREASE (RFC 8701) left out, in its own order. */
export interface Offer {
  /** The highest version offered. */
  readonly version: number
  readonly ciphers: readonly number[]
  /** Types of its extensions. */
  readonly extensions: readonly number[]
  readonly signatureAlgorithms: readonly number[]
  /** The first protocol of ALPN (RFC 7301 §3.1), or nothing. */
  readonly protocol: Buffer
}

/** The forms of JA4, as its specification names them. */
export interface Ja4 {
  /** `t13d1516h2_8daaf6152771_e5627efa2ab1`. */
  readonly ja4: string
  /** JA4_r: what the hashes are of. */
  readonly ja4r: string
  /** JA4_ro: the same in the order of the ClientHello, SNI and ALPN with it. */
  readonly ja4ro: string
}

const serverName = 0x0000
const alpn = 0x0010

const versions: Readonly<Record<number, string>> = {
  0x0002: 's2',
  0x0300: 's3',
  0x0301: '10',
  0x0302: '11',
  0x0303: '12',
  0x0304: '13',
}

/** Every library measured offers fewer of each; of what is longer the raw forms show the beginning, and the hashes are of all. */
const maxShown = 200

/**
 * The TLS client fingerprint JA4 of a ClientHello over TCP.
 * @see https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md
 */
export function ja4Of({ version, ciphers, extensions, signatureAlgorithms, protocol }: Offer): Ja4 {
  const sortedCiphers = ciphers.map(hex).sort()
  const sortedExtensions = extensions
    .filter((type) => type !== serverName && type !== alpn)
    .map(hex)
    .sort()
  const signatures = signatureAlgorithms.map(hex)
  const a = [
    't',
    versions[version] ?? '00',
    extensions.includes(serverName) ? 'd' : 'i',
    twoDigits(ciphers.length),
    twoDigits(extensions.length),
    ends(protocol),
  ].join('')
  return {
    ja4: [a, hash(sortedCiphers), hash(sortedExtensions, signatures)].join('_'),
    ja4r: raw(a, sortedCiphers, sortedExtensions, signatures),
    ja4ro: raw(a, ciphers.map(hex), extensions.map(hex), signatures),
  }
}

/** Twelve zeros say that there was nothing to hash. Signature algorithms keep their order, and their underscore only where there are any. */
function hash(list: readonly string[], signatures: readonly string[] = []): string {
  if (list.length === 0) return '0'.repeat(12)
  const text = [list, ...(signatures.length > 0 ? [signatures] : [])].map((part) => part.join(',')).join('_')
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function raw(a: string, ...lists: readonly (readonly string[])[]): string {
  const [ciphers = [], extensions = [], signatures = []] = lists
  const shown = signatures.length > 0 ? [ciphers, extensions, signatures] : [ciphers, extensions]
  return [a, ...shown.map((list) => bounded(list).join(','))].join('_')
}

function bounded(list: readonly string[]): readonly string[] {
  return list.length > maxShown ? [...list.slice(0, maxShown), '…'] : list
}

/** The first and the last character of a protocol; of its hex digits where one of them is neither letter nor digit. */
function ends(protocol: Buffer): string {
  if (protocol.length === 0) return '00'
  const text = protocol.toString('latin1')
  const shown = /^[0-9A-Za-z]/.test(text) && /[0-9A-Za-z]$/.test(text) ? text : protocol.toString('hex')
  return `${shown[0]}${shown.at(-1)}`
}

function twoDigits(count: number): string {
  return String(Math.min(count, 99)).padStart(2, '0')
}

/** A value of two octets as TLS registries write it: four hex digits. */
export function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}
