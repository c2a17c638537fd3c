// @peculiar/x509 wants it there first.
import 'reflect-metadata'
import { createPublicKey, generateKeyPairSync, randomBytes, webcrypto, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { organisation } from './organisation.ts'

/** What a certificate shall say. */
export interface CertificateSpec {
  /** Private key of the subject, P-256 or RSA. */
  readonly key: KeyObject
  readonly commonName: string
  /** DNS names and IP addresses of the subjectAltName; none for a CA. */
  readonly names: readonly string[]
  readonly notBefore: Date
  readonly notAfter: Date
  /** null: it signs itself. */
  readonly issuer: Issuer | null
  /** How many CAs may stand between this one and a leaf (RFC 5280 §4.2.1.9); null: it is a leaf. */
  readonly caPathLength: number | null
  /** The only domain that a CA may sign for (RFC 5280 §4.2.1.10). Default: any. */
  readonly permitted?: string
  /** What a leaf may be used for. Default `server`. */
  readonly purpose?: 'server' | 'client'
  /** Hash of the signature. Default `SHA-256`. */
  readonly hash?: 'SHA-256' | 'SHA-1'
}

/** Who signs a certificate. */
export interface Issuer {
  /** PEM. */
  readonly certificate: string
  /** P-256. */
  readonly key: KeyObject
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** A new P-256 key: a handshake with it takes a fifth less CPU than with RSA-2048. */
export function newKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

export function newRsaKey(bits: number): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: bits }).privateKey
}

export function keyToPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * Writes one certificate, in PEM. It has everything RFC 5280 §4.2.1 asks for (key identifiers, critical basic
 * constraints and key usage), which `openssl verify -x509_strict` and Python from 3.13 on insist on.
 */
export async function writeCertificate(spec: CertificateSpec): Promise<string> {
  const issuerKey = spec.issuer?.key ?? spec.key
  const subjectPublic = await publicKey(spec.key)
  const issuerPublic = await publicKey(issuerKey)
  const subject = [{ O: [organisation] }, { CN: [spec.commonName] }]
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject,
    issuer: spec.issuer === null ? subject : new X509Certificate(spec.issuer.certificate).subjectName,
    notBefore: spec.notBefore,
    notAfter: spec.notAfter,
    signingAlgorithm: { ...ecdsa, hash: spec.hash ?? ecdsa.hash },
    publicKey: subjectPublic,
    signingKey: await privateKey(issuerKey),
    extensions: [
      ...(spec.caPathLength === null
        ? leafExtensions(spec)
        : caExtensions(spec.caPathLength, spec.permitted)),
      await SubjectKeyIdentifierExtension.create(subjectPublic),
      await AuthorityKeyIdentifierExtension.create(issuerPublic),
    ],
  })
  return `${certificate.toString('pem')}\n`
}

/** How many CAs a CA of ours lets stand between itself and a leaf. */
export const mostIntermediates = 3

/** How many CAs may stand between a CA and a leaf. */
export function pathLengthOf(certificate: string): number {
  const constraints = new X509Certificate(certificate).getExtension(BasicConstraintsExtension)
  return constraints?.pathLength ?? Infinity
}

function caExtensions(pathLength: number, permitted?: string): Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ...(permitted === undefined ? [] : [new Extension('2.5.29.30', true, permittedDomain(permitted))]),
  ]
}

/** NameConstraints with one dNSName of at most 120 octets among its permittedSubtrees, in DER. */
function permittedDomain(name: string): Buffer {
  const tagged = (tag: number, content: Buffer): Buffer =>
    Buffer.concat([Buffer.of(tag, content.length), content])
  const subtree = tagged(0x30, tagged(0x82, Buffer.from(name, 'latin1')))
  return tagged(0x30, tagged(0xa0, subtree))
}

function leafExtensions({ key, names, purpose = 'server' }: CertificateSpec): Extension[] {
  const usage = purpose === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth
  // RSA keys may also be encrypted to (RFC 5246 §7.4.2).
  const keyUsage =
    KeyUsageFlags.digitalSignature | (key.asymmetricKeyType === 'rsa' ? KeyUsageFlags.keyEncipherment : 0)
  const alternative = names.map((name) => ({
    type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const),
    value: name,
  }))
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(keyUsage, true),
    new ExtendedKeyUsageExtension([usage]),
    ...(alternative.length > 0 ? [new SubjectAlternativeNameExtension(alternative)] : []),
  ]
}

/** 16 random octets, positive as RFC 5280 §4.1.2.2 asks. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return bytes.toString('hex')
}

function privateKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' })
  return webcrypto.subtle.importKey('pkcs8', pkcs8, ecdsa, true, ['sign'])
}

function publicKey(key: KeyObject): Promise<webcrypto.CryptoKey> {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const algorithm = key.asymmetricKeyType === 'rsa' ? rsa : ecdsa
  return webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])
}
