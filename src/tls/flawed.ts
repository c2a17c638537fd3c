import { randomBytes } from 'node:crypto'
import { newKey, keyToPem, writeCertificate } from './certificate-writer.ts'
import type { Flaw } from '../model/certificate-kind.ts'
import type { Clock } from '../base/passed-in.ts'

export interface FlawedCertificate {
  /** PEM to present: the leaf, and an intermediate where the flaw needs one. */
  readonly certificate: string
  /** PEM. */
  readonly key: string
  /** PEM of a CA to trust, so that nothing but the flaw stands in the way. With `unknown-ca` and `self-signed` it vouches for another one. */
  readonly ca: string
}

const dayMs = 86_400_000
const loopback = ['localhost', '127.0.0.1', '::1'] as const

/** Every flaw, in the order of the type. */
export const flaws: readonly Flaw[] = [
  'self-signed',
  'unknown-ca',
  'expired',
  'not-yet-valid',
  'wrong-name',
  'name-without-address',
  'no-server-auth',
  'expired-ca',
  'not-a-ca',
]

/**
 * A certificate for localhost that is wrong in exactly one way, to see whether a client notices. Made when asked, kept
 * nowhere.
 */
export async function flawedCertificate(flaw: Flaw, clock: Clock): Promise<FlawedCertificate> {
  const ca = await makeCa(clock, flaw === 'expired-ca' ? -1 : 365)
  if (flaw === 'self-signed') return { ...(await selfSigned(clock)), ca: ca.certificate }
  const issuer = flaw === 'unknown-ca' ? await makeCa(clock, 365) : ca
  const key = newKey()
  const leaf = {
    key,
    commonName: flaw === 'wrong-name' ? 'other.invalid' : 'localhost',
    names: namesFor(flaw),
    notBefore: at(clock, flaw === 'not-yet-valid' ? 1 : -30),
    notAfter: at(clock, flaw === 'expired' ? -1 : 30),
    issuer,
    ca: false,
    ...(flaw === 'no-server-auth' && { purpose: 'client' as const }),
  }
  const certificate = await writeCertificate(leaf)
  if (flaw !== 'not-a-ca') return { certificate, key: keyToPem(key), ca: ca.certificate }
  const signedKey = newKey()
  const signed = await writeCertificate({ ...leaf, key: signedKey, issuer: { certificate, key } })
  return { certificate: signed + certificate, key: keyToPem(signedKey), ca: ca.certificate }
}

function namesFor(flaw: Flaw): readonly string[] {
  if (flaw === 'wrong-name') return ['other.invalid']
  return flaw === 'name-without-address' ? ['localhost'] : loopback
}

async function makeCa(clock: Clock, daysLeft: number) {
  const key = newKey()
  const certificate = await writeCertificate({
    key,
    // Unlike any other one, else a client would find the wrong issuer by name and blame the signature.
    commonName: `Fourport flawed CA ${randomBytes(4).toString('hex')}`,
    names: [],
    notBefore: at(clock, -60),
    notAfter: at(clock, daysLeft),
    issuer: null,
    ca: true,
  })
  return { certificate, key }
}

/** By selfsigned, as the tools of the field make theirs; SHA-256 must be asked for there. */
async function selfSigned(clock: Clock): Promise<{ certificate: string; key: string }> {
  const { generate } = await import('selfsigned')
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: at(clock, -1),
    notAfterDate: at(clock, 30),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  return { certificate: pair.cert, key: pair.private }
}

function at(clock: Clock, days: number): Date {
  return new Date(clock.now() + days * dayMs)
}
