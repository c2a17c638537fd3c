/** Object identifiers as they are encoded, in hex (RFC 8017 appendix A.2, RFC 5758 §3.2). */
const signatures: ReadonlyMap<string, SignatureHash> = new Map([
  ['2a864886f70d010104', 'md5'],
  ['2a864886f70d010105', 'sha1'],
  ['2a864886f70d01010b', 'sha256'],
  ['2a864886f70d01010c', 'sha384'],
  ['2a864886f70d01010d', 'sha512'],
  ['2a8648ce3d0401', 'sha1'],
  ['2a8648ce3d040302', 'sha256'],
  ['2a8648ce3d040303', 'sha384'],
  ['2a8648ce3d040304', 'sha512'],
])
/** RSASSA-PSS, which names its hash in its parameters; SHA-1 where it names none (RFC 4055 §3.1). */
const pss = '2a864886f70d01010a'
const hashes: ReadonlyMap<string, SignatureHash> = new Map([
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
])

export type SignatureHash = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** The hash that the signature of a certificate is over, read from its DER; null: it has none (Ed25519), or none that is known. */
export function signatureHashOf(der: Buffer): SignatureHash | null {
  const certificate = contentOf(der, 0)
  const signed = contentOf(der, certificate.from)
  const algorithm = contentOf(der, signed.to)
  const oid = contentOf(der, algorithm.from)
  const name = der.toString('hex', oid.from, oid.to)
  if (name !== pss) return signatures.get(name) ?? null
  const hash = hashAmong(der, oid.to, algorithm.to)
  return hash === null ? 'sha1' : (hashes.get(hash) ?? null)
}

interface Content {
  readonly from: number
  readonly to: number
}

/** Where the content of the element at an octet lies (X.690 §8.1); certificates have tags of one octet. */
function contentOf(der: Buffer, at: number): Content {
  const short = der.readUInt8(at + 1)
  if (short < 0x80) return { from: at + 2, to: at + 2 + short }
  const octets = short & 0x7f
  const from = at + 2 + octets
  return { from, to: from + der.readUIntBE(at + 2, octets) }
}

/** SEQUENCE, `[0]`, SEQUENCE, OBJECT IDENTIFIER: the hash among the parameters of RSASSA-PSS, in hex. */
function hashAmong(der: Buffer, at: number, end: number): string | null {
  if (at >= end) return null
  const parameters = contentOf(der, at)
  if (parameters.from === parameters.to || der.readUInt8(parameters.from) !== 0xa0) return null
  const oid = contentOf(der, contentOf(der, contentOf(der, parameters.from).from).from)
  return der.toString('hex', oid.from, oid.to)
}
