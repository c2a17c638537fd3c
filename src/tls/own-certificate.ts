import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { resolve } from 'node:path'
import type { Clock } from '../base/passed-in.ts'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { readSmallFile } from '../base/read-small-file.ts'
import { isSignedBy, notAfterOf, notBeforeOf } from './certificate-facts.ts'

export interface OwnCertificate {
  /** PEM, the leaf first. */
  readonly certificate: string
  /** PEM. */
  readonly key: string
  /** The file given, where what clients are to trust is in it: a CA at the end of the chain, or a leaf signed by itself. */
  readonly caFile: string | null
  readonly warnings: readonly string[]
}

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * The user's own certificate chain and key, each as PEM text or as the path of a file. Dates are the user's affair
 * and yield a warning.
 *
 * @param key - null where the certificate's file holds the key too.
 * @throws FourportError CERTIFICATE_UNUSABLE in one line that names the file.
 */
export function readOwnCertificate(certificate: string, key: string | null, clock: Clock): OwnCertificate {
  const certificateSource = open(certificate, 'certificate')
  const keySource = key === null ? certificateSource : open(key, 'key')
  const chain = parseChain(certificateSource)
  const privateKey = parseKey(keySource, key === null)
  const [leaf] = chain
  if (leaf === undefined || !leaf.checkPrivateKey(privateKey)) {
    const place = chain.findIndex((one) => one.checkPrivateKey(privateKey)) + 1
    throw place > 0
      ? unusable(
          `${certificateSource.name} has the certificate of the key as number ${place}`,
          'Put it first, its issuers after it.',
        )
      : unusable(
          `the key in ${keySource.name} does not belong to the certificate in ${certificateSource.name}`,
        )
  }
  return {
    certificate: certificateSource.text,
    key: keySource.text,
    caFile: certificateSource.file !== null && chain.some(isRoot) ? resolve(certificateSource.file) : null,
    warnings: [
      ...dateWarnings(leaf, certificateSource.name, clock),
      ...keyWarnings(chain, certificateSource.name),
    ],
  }
}

interface Source {
  /** As the user knows it: the path, or words where the text was given itself. */
  readonly name: string
  /** null where the text was given itself. */
  readonly file: string | null
  readonly text: string
}

function open(given: string, what: 'certificate' | 'key'): Source {
  if (given.includes('-----BEGIN')) return { name: `the ${what} given`, file: null, text: given }
  let bytes: Buffer
  try {
    bytes = readSmallFile(given)
  } catch (error) {
    const why = systemCode(error) === 'ENOENT' ? 'there is no such file' : messageOf(error)
    throw unusable(`${what} ${JSON.stringify(given)}: ${why}`, undefined, error)
  }
  if (bytes.length === 0) throw unusable(`${what} ${JSON.stringify(given)}: the file is empty`)
  // ASN.1 SEQUENCE: a certificate or key, but in binary.
  if (bytes[0] === 0x30) {
    const tool = what === 'certificate' ? 'openssl x509' : 'openssl pkey'
    throw unusable(
      `${what} ${JSON.stringify(given)}: it is DER, not PEM`,
      `Convert it: ${tool} -inform der -in FILE -out FILE.pem`,
    )
  }
  return { name: given, file: given, text: bytes.toString('latin1') }
}

function parseChain(source: Source): readonly X509Certificate[] {
  const blocks = source.text.match(certificateBlock) ?? []
  if (blocks.length === 0) throw unusable(`${source.name} holds no PEM certificate`)
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block)
    } catch (error) {
      throw unusable(
        `certificate ${index + 1} of ${source.name} cannot be read: ${messageOf(error)}`,
        undefined,
        error,
      )
    }
  })
}

function isRoot(certificate: X509Certificate): boolean {
  return isSignedBy(certificate, certificate)
}

function parseKey(source: Source, isCertificateFile: boolean): KeyObject {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(source.text)) {
    throw unusable(
      `${source.name} holds no private key`,
      isCertificateFile ? 'Give the key with --key, or put it into the same file.' : undefined,
    )
  }
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(source.text)) {
    throw unusable(
      `the key in ${source.name} is encrypted`,
      'Decrypt a copy for tests: openssl pkey -in FILE -out FILE.plain',
    )
  }
  try {
    return createPrivateKey(source.text)
  } catch (error) {
    throw unusable(`the key in ${source.name} cannot be read: ${messageOf(error)}`, undefined, error)
  }
}

function dateWarnings(leaf: X509Certificate, name: string, clock: Clock): readonly string[] {
  const now = clock.now()
  const from = notBeforeOf(leaf)
  const to = notAfterOf(leaf)
  if (to.getTime() <= now)
    return [`${name} expired on ${to.toISOString()}: clients that verify will refuse it`]
  if (from.getTime() > now)
    return [`${name} is not valid before ${from.toISOString()}: clients that verify will refuse it`]
  return []
}

/** CA/Browser Forum Baseline Requirements §6.1.5, NIST SP 800-57 part 1: as strong as 112 bits, which is OpenSSL's level 2. */
const shortestRsaBits = 2048

function keyWarnings(chain: readonly X509Certificate[], name: string): readonly string[] {
  return chain.flatMap((certificate, index) => {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey
    const bits = details?.modulusLength
    if (!type?.startsWith('rsa') || bits === undefined || bits >= shortestRsaBits) return []
    const whose = index === 0 ? name : `certificate ${index + 1} of ${name}`
    return [`${whose} has an RSA key of ${bits} bits: many clients refuse one under ${shortestRsaBits}`]
  })
}
function unusable(message: string, help?: string, cause?: unknown): FourportError {
  return new FourportError('CERTIFICATE_UNUSABLE', message, { cause, ...(help !== undefined && { help }) })
}
