import { randomBytes, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import type { Clock } from '../base/passed-in.ts'
import type { CertificateKind } from '../model/certificate-kind.ts'
import {
  type Issuer,
  keyToPem,
  mostIntermediates,
  newKey,
  newRsaKey,
  pathLengthOf,
  writeCertificate,
} from './certificate-writer.ts'

/** What a server presents. */
export interface IssuedCertificate {
  /** PEM: the leaf, and an intermediate CA where there is one to send. */
  readonly certificate: string
  /** PEM. */
  readonly key: string
}

type Signer =
  | 'ca'
  | 'another-ca'
  | 'intermediate'
  | 'expired-intermediate'
  | 'constrained-intermediate'
  | 'intermediates'
  | 'leaf'

/** How a certificate differs from one that is in order. */
interface Shape {
  /** Of the host's names, those that are in the subjectAltName. */
  readonly names: (host: readonly string[]) => readonly string[]
  /** Default: the first of these names, else of the host's. */
  readonly commonName?: (host: readonly string[]) => string | undefined
  /** Days from today. */
  readonly from: number
  readonly to: number
  readonly newKey: () => KeyObject
  readonly hash: 'SHA-256' | 'SHA-1'
  readonly purpose: 'server' | 'client'
  readonly signedBy: Signer
  readonly sendsIntermediate: boolean
}

const inOrder: Shape = {
  names: (host) => host,
  from: -30,
  to: 30,
  newKey,
  hash: 'SHA-256',
  purpose: 'server',
  signedBy: 'ca',
  sendsIntermediate: true,
}

const isAddress = (name: string): boolean => isIP(name) !== 0
const otherHost = 'other.invalid'

/** `*` stands for one label, the first (RFC 9525 §6.3): neither the host itself is meant, nor one two labels below. */
function wildcardsElsewhere(name: string): readonly string[] {
  const above = name.split('.').slice(2).join('.')
  return [`*.${name}`, ...(above === '' ? [] : [`*.${above}`])]
}

/** For names of three labels or more: of fewer it would be a whole top-level domain, which OpenSSL takes from nobody. */
function wildcardFor(name: string): readonly string[] {
  const [, ...rest] = name.split('.')
  return rest.length < 2 ? [] : [`*.${rest.join('.')}`]
}

const dnsNames = (host: readonly string[]): readonly string[] => host.filter((name) => !isAddress(name))

// Days enough that a clock that is wrong by one is no reason.
const shapes: Readonly<Record<Exclude<CertificateKind, 'self-signed'>, Partial<Shape>>> = {
  'unknown-ca': { signedBy: 'another-ca' },
  expired: { to: -3 },
  'not-yet-valid': { from: 3 },
  'wrong-name': { names: () => [otherHost] },
  'common-name-beside': { names: () => [otherHost], commonName: ([first]) => first },
  'part-of-name': {
    names: (host) => dnsNames(host).flatMap((name) => [`${name}.${otherHost}`, `other-${name}`]),
  },
  'wildcard-elsewhere': { names: (host) => [...new Set(dnsNames(host).flatMap(wildcardsElsewhere))] },
  'name-without-address': { names: dnsNames },
  // No URL in it says where to fetch what is kept back (RFC 5280 §4.2.2.1).
  'no-intermediate': { signedBy: 'intermediate', sendsIntermediate: false },
  'no-server-auth': { purpose: 'client' },
  'expired-ca': { signedBy: 'expired-intermediate' },
  'constrained-ca': { signedBy: 'constrained-intermediate' },
  'not-a-ca': { signedBy: 'leaf' },
  'common-name-only': { names: () => [] },
  'rsa-1024': { newKey: () => newRsaKey(1024) },
  'sha-1': { hash: 'SHA-1' },
  chain: { signedBy: 'intermediate' },
  'long-chain': { signedBy: 'intermediates' },
  wildcard: { names: (host) => dnsNames(host).flatMap(wildcardFor) },
  address: { names: (host) => host.filter(isAddress) },
  rsa: { newKey: () => newRsaKey(2048) },
}

/**
 * A certificate of that kind for a host, and its key; nothing is kept.
 *
 * @param host - Its names and addresses, the one that stands in the subject first
 * @param issuer - Its clients trust this one. It has to allow an intermediate CA.
 */
export async function issueCertificate(
  kind: CertificateKind,
  host: readonly string[],
  issuer: Issuer,
  clock: Clock,
): Promise<IssuedCertificate> {
  if (kind === 'self-signed') return selfSigned(host, clock)
  const shape = { ...inOrder, ...shapes[kind] }
  const names = shape.names(host)
  const leaf = {
    commonName: shape.commonName?.(host) ?? names[0] ?? host[0] ?? 'localhost',
    names,
    notBefore: daysFrom(clock, shape.from),
    notAfter: daysFrom(clock, shape.to),
    caPathLength: null,
    purpose: shape.purpose,
    hash: shape.hash,
  }
  const signers = await signersOf(shape.signedBy, leaf, issuer, clock)
  const key = shape.newKey()
  const certificate = await writeCertificate({ ...leaf, key, issuer: signers[0] ?? issuer })
  const isChain = shape.signedBy !== 'another-ca' && shape.sendsIntermediate
  const sent = isChain ? signers.map((signer) => signer.certificate).join('') : ''
  return { certificate: certificate + sent, key: keyToPem(key) }
}

/** How many CAs stand between the issuer and such a certificate. */
export function intermediatesOf(kind: CertificateKind): number {
  const { signedBy = '' } = kind === 'self-signed' ? {} : shapes[kind]
  if (signedBy === 'intermediates') return mostIntermediates
  return signedBy.endsWith('intermediate') ? 1 : 0
}

/** RFC 5280 §4.2.1.9. */
export function allowsIntermediates({ certificate }: Issuer, count: number): boolean {
  return pathLengthOf(certificate) >= count
}

/** Whether the name that clients call a host by, its first, fits a wildcard. */
export function hasWildcard([first = '']: readonly string[]): boolean {
  return !isAddress(first) && wildcardFor(first).length > 0
}

/** A CA that nobody knows. */
export function makeCa(clock: Clock): Promise<Issuer> {
  return makeSigner('CA', { from: -60, to: 365, caPathLength: mostIntermediates, issuer: null }, clock)
}

/** Those between the leaf and the issuer, the leaf's own first. */
async function signersOf(
  who: Shape['signedBy'],
  leaf: Omit<Parameters<typeof writeCertificate>[0], 'key' | 'issuer'>,
  issuer: Issuer,
  clock: Clock,
): Promise<readonly Issuer[]> {
  const intermediate = (spec: Partial<Parameters<typeof makeSigner>[1]>): Promise<Issuer> =>
    makeSigner('intermediate CA', { from: -30, to: 60, caPathLength: 0, issuer, ...spec }, clock)
  switch (who) {
    case 'ca':
      return []
    case 'another-ca':
      return [await makeCa(clock)]
    case 'intermediate':
      return [await intermediate({})]
    case 'intermediates': {
      const chain: Issuer[] = []
      for (let left = mostIntermediates - 1; left >= 0; left--)
        chain.unshift(await intermediate({ caPathLength: left, issuer: chain[0] ?? issuer }))
      return chain
    }
    case 'expired-intermediate':
      return [await intermediate({ from: -60, to: -3 })]
    case 'constrained-intermediate':
      return [await intermediate({ permitted: otherHost })]
    case 'leaf': {
      const key = newKey()
      return [{ certificate: await writeCertificate({ ...leaf, key, issuer }), key }]
    }
  }
}

async function makeSigner(
  name: string,
  spec: {
    readonly from: number
    readonly to: number
    readonly caPathLength: number
    readonly issuer: Issuer | null
    readonly permitted?: string
  },
  clock: Clock,
): Promise<Issuer> {
  const key = newKey()
  const certificate = await writeCertificate({
    key,
    // Unlike any other one, else a client would find the wrong issuer by name and blame the signature.
    commonName: `Fourport scenario ${name} ${randomBytes(4).toString('hex')}`,
    names: [],
    notBefore: daysFrom(clock, spec.from),
    notAfter: daysFrom(clock, spec.to),
    issuer: spec.issuer,
    caPathLength: spec.caPathLength,
    ...(spec.permitted !== undefined && { permitted: spec.permitted }),
  })
  return { certificate, key }
}

/** By selfsigned, as the tools of the field make theirs; SHA-256 must be asked for there. */
async function selfSigned(host: readonly string[], clock: Clock): Promise<IssuedCertificate> {
  const { generate } = await import('selfsigned')
  const pair = await generate([{ name: 'commonName', value: host[0] ?? 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: daysFrom(clock, -3),
    notAfterDate: daysFrom(clock, 30),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: host.map((name) => (isAddress(name) ? { type: 7, ip: name } : { type: 2, value: name })),
      },
    ],
  })
  return { certificate: pair.cert, key: pair.private }
}

function daysFrom(clock: Clock, days: number): Date {
  return new Date(clock.now() + days * 86_400_000)
}
