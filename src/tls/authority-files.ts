import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { readSmallFile } from '../base/read-small-file.ts'
import { organisation } from './organisation.ts'

/** First line of every file we write, so that one we left unfinished can be told from someone else's. */
export const marker = '# Written by Fourport: a certificate authority for tests on this machine only.\n'

export const chooseFolder = 'Choose a folder this user can read and write with the certs option, --certs.'

export interface Paths {
  readonly caCertificate: string
  readonly caKey: string
  readonly certificate: string
  readonly key: string
}

export function pathsIn(directory: string): Paths {
  return {
    caCertificate: join(directory, 'ca.pem'),
    caKey: join(directory, 'ca.key'),
    certificate: join(directory, 'server.pem'),
    key: join(directory, 'server.key'),
  }
}

/** A file as it was found. `broken`: ours, and good for nothing. */
export type Found<Value> =
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly reason: string }
  | { readonly state: 'sound'; readonly pem: string; readonly value: Value; readonly marked: boolean }

/** What a server that is ready needs of the folder; the CA's key is for making things alone. */
export interface Served {
  readonly caCertificate: Found<X509Certificate>
  readonly certificate: Found<X509Certificate>
  readonly key: Found<KeyObject>
}

/** A CA and a leaf that are ready for use. */
export interface Authority {
  readonly caFile: string
  readonly caPem: string
  /** The leaf, PEM. */
  readonly certificate: string
  readonly key: string
  /** What was replaced and what follows from it, one sentence each. */
  readonly warnings: readonly string[]
}

export function findServed(paths: Paths): Served {
  return {
    caCertificate: findCertificate(paths.caCertificate),
    certificate: findCertificate(paths.certificate),
    key: findKey(paths.key),
  }
}

/**
 * Reads a certificate of ours.
 * @throws FourportError CERTIFICATE_UNUSABLE for a file that someone else put there, or that cannot be read.
 */
export function findCertificate(path: string): Found<X509Certificate> {
  const found = findPem(path, (pem) => new X509Certificate(pem))
  if (found.state === 'sound' && !found.value.subject.split('\n').includes(`O=${organisation}`)) {
    throw foreign(path, `a certificate of ${JSON.stringify(found.value.subject.replaceAll('\n', ', '))}`)
  }
  return found
}

/**
 * Keys of a folder that all may write to prove nothing: any user may put a CA there first, and clients trust it.
 *
 * @throws FourportError CERTIFICATES_EXPOSED
 */
export function requirePrivate(directory: string): void {
  // No such bits on Windows.
  if (process.platform === 'win32') return
  const mode = modeOf(directory)
  if ((mode & 0o002) === 0) return
  throw new FourportError(
    'CERTIFICATES_EXPOSED',
    `certificates are not kept in ${directory}: every user of this machine may write there (mode ${(mode & 0o7777).toString(8)})`,
    {
      help: `Take that right away with \`chmod o-w ${directory}\`, or name a folder inside it that is not there yet with the certs option, --certs: it is made for this user only.`,
    },
  )
}

/** Rights of a folder; none where it cannot be looked at, which the read that follows tells. */
function modeOf(directory: string): number {
  try {
    return statSync(directory).mode
  } catch {
    return 0
  }
}

/** Reads a private key of ours, and takes from others the right to read it. Throws as `findCertificate` does. */
export function findKey(path: string): Found<KeyObject> {
  protectKey(path)
  return findPem(path, createPrivateKey)
}

/** Takes from others the right to read a key that is there: an unpacked archive or a copy may have given it. */
export function protectKey(path: string): void {
  // No such bits on Windows.
  if (process.platform === 'win32') return
  try {
    if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  } catch (error) {
    // Not there, or the folder's rights are not ours to change (a mounted volume): then they stand.
    if (!['ENOENT', 'ENOTDIR', 'EPERM', 'EROFS', 'EACCES', 'ENOTSUP'].includes(systemCode(error))) throw error
  }
}

function findPem<Value>(path: string, parse: (pem: string) => Value): Found<Value> {
  const pem = readIfThere(path)
  if (pem === null) return { state: 'missing' }
  const marked = pem.startsWith(marker)
  try {
    return { state: 'sound', pem, value: parse(pem), marked }
  } catch (error) {
    // An empty file, or one that breaks off within the first line, is what a full disk leaves of ours.
    if (!marked && !marker.startsWith(pem)) throw foreign(path, `no usable PEM (${messageOf(error)})`, error)
    return { state: 'broken', reason: `${path} is ${pem === '' ? 'empty' : 'damaged'}` }
  }
}

function readIfThere(path: string): string | null {
  try {
    return readSmallFile(path).toString('latin1')
  } catch (error) {
    // A folder that is none is told of when it is to be made.
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return null
    throw unreadable(path, error)
  }
}

function unreadable(path: string, cause: unknown): FourportError {
  return new FourportError('CERTIFICATE_UNUSABLE', `${path} cannot be read: ${messageOf(cause)}`, {
    cause,
    help: chooseFolder,
  })
}

export function foreign(path: string, what: string, cause?: unknown): FourportError {
  return new FourportError('CERTIFICATE_UNUSABLE', `${path} was not written by Fourport: it holds ${what}`, {
    cause,
    help: 'Move the file away, choose another folder with the certs option, --certs, or serve a certificate of your own with cert and key, --cert and --key.',
  })
}
