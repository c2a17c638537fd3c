import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Clock } from '../base/passed-in.ts'
import { systemCode } from '../base/errors.ts'
import { createFile, removeBrokenFile, replaceFile } from './atomic-file.ts'
import {
  findKey,
  foreign,
  marker,
  type Authority,
  type Found,
  type Paths,
  type Served,
} from './authority-files.ts'
import { isCurrent, notAfterOf } from './certificate-facts.ts'
import { keyToPem, mostIntermediates, newKey, writeCertificate } from './certificate-writer.ts'

const dayMs = 86_400_000
/** Clocks of containers and virtual machines run behind their host's. */
const backdateMs = dayMs
/** Apple's systems refuse a leaf of more than 398 days. */
const leafLifeMs = 397 * dayMs
const caLifeMs = 3_650 * dayMs

/**
 * Mends the first thing that is wrong in a folder. Gives the authority when that was the leaf; null when the folder
 * is to be looked at again, because another process may have mended the same thing first.
 */
export async function repairAuthority(
  served: Served,
  paths: Paths,
  names: readonly string[],
  clock: Clock,
  warnings: string[],
): Promise<Authority | null> {
  prepare(dirname(paths.caKey))
  const { caCertificate, key } = served
  const caKey = findKey(paths.caKey)
  if (caKey.state !== 'sound') {
    makeKey(paths.caKey, caKey, warnings)
    return null
  }
  if (
    caCertificate.state !== 'sound' ||
    !isCurrent(caCertificate.value, clock) ||
    !caCertificate.value.checkPrivateKey(caKey.value)
  ) {
    requireOurs(paths.caKey, caKey, caCertificate)
    await writeCa(served, paths.caCertificate, caKey.value, clock, warnings)
    return null
  }
  if (key.state !== 'sound') {
    makeKey(paths.key, key, warnings)
    return null
  }
  requireOurs(paths.key, key, served.certificate)
  if (served.certificate.state === 'broken')
    warnings.push(`${served.certificate.reason}: it was written again`)
  const leaf = await writeCertificate({
    ...leafSpec(key.value, names, clock, notAfterOf(caCertificate.value)),
    issuer: { certificate: caCertificate.pem, key: caKey.value },
  })
  const certificate = marker + leaf
  replaceFile(paths.certificate, certificate, 0o644)
  // Not read again: another process may by now have written a leaf of other names over it.
  return { caFile: paths.caCertificate, caPem: caCertificate.pem, certificate, key: key.pem, warnings }
}

async function writeCa(
  served: Served,
  path: string,
  key: KeyObject,
  clock: Clock,
  warnings: string[],
): Promise<void> {
  const pem = marker + (await writeCertificate(caSpec(key, clock)))
  if (served.caCertificate.state === 'missing') createFile(path, pem, 0o644)
  else replaceFile(path, pem, 0o644)
  const why = whyReplaced(served, path, clock)
  if (why !== null) warnings.push(`${why}: a new CA was written, give ${path} to the clients again`)
}

/** Valid no longer than the CA that signs it. */
function leafSpec(key: KeyObject, names: readonly string[], clock: Clock, caNotAfter: Date) {
  const notBefore = clock.now() - backdateMs
  return {
    key,
    commonName: 'localhost',
    names,
    notBefore: new Date(notBefore),
    notAfter: new Date(Math.min(notBefore + leafLifeMs, caNotAfter.getTime())),
    caPathLength: null,
  }
}

/** The name holds a mark of the key, so that the CAs of two folders can be trusted side by side and told apart. */
function caSpec(key: KeyObject, clock: Clock) {
  const notBefore = clock.now() - backdateMs
  const point = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return {
    key,
    commonName: `Fourport local CA ${point.subarray(-4).toString('hex')}`,
    names: [],
    notBefore: new Date(notBefore),
    notAfter: new Date(notBefore + caLifeMs),
    issuer: null,
    // Room for the intermediate CAs that scenarios have.
    caPathLength: mostIntermediates,
  } as const
}

function makeKey(path: string, found: Found<KeyObject>, warnings: string[]): void {
  if (found.state === 'broken') {
    removeBrokenFile(path, (aside) => findKey(aside).state === 'broken')
    warnings.push(`${found.reason}: it was written again`)
  }
  createFile(path, marker + keyToPem(newKey()), 0o600)
}

/** We sign with a key that we wrote, or that a certificate of ours vouches for; with no other one. */
function requireOurs(path: string, key: Found<KeyObject>, certificate: Found<X509Certificate>): void {
  if (key.state !== 'sound' || key.marked) return
  const vouched = certificate.state === 'sound' && certificate.value.checkPrivateKey(key.value)
  if (!vouched) throw foreign(path, 'a private key of someone else')
}

/** null: there was none before. */
function whyReplaced({ caCertificate, certificate }: Served, path: string, clock: Clock): string | null {
  if (caCertificate.state === 'missing') {
    // A certificate without its CA: clients may have been given that one.
    return certificate.state === 'missing' ? null : `${path} is gone`
  }
  if (caCertificate.state === 'broken') return caCertificate.reason
  if (!isCurrent(caCertificate.value, clock))
    return `${path} is valid from ${caCertificate.value.validFrom} to ${caCertificate.value.validTo}`
  return `${path} does not belong to the key beside it`
}

/** Makes the folder, for this user alone, and keeps what is in it out of any repository around it. */
function prepare(directory: string): void {
  makeFolder(directory, 0o700)
  const ignore = join(directory, '.gitignore')
  if (!existsSync(ignore)) createFile(ignore, '# Private keys: never to be committed.\n*\n', 0o644)
}

/** As `recursive` does, which never comes back where the system has no place for folders (/proc). */
function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another process was first.
    if (systemCode(error) !== 'EEXIST') throw error
  }
}
