import { dirname, resolve } from 'node:path'
import type { Clock } from '../base/passed-in.ts'
import { FourportError, messageOf } from '../base/errors.ts'
import { lazyModule } from '../base/lazy-module.ts'
import {
  chooseFolder,
  findServed,
  pathsIn,
  protectKey,
  requirePrivate,
  type Authority,
  type Paths,
  type Served,
} from './authority-files.ts'
import { isCurrent, isSignedBy, namesOf } from './certificate-facts.ts'

/** Slow to read, and needed only when there is something to make. */
const loadRepairs = lazyModule(() => import('./repair-authority.ts'))

/** Each round mends one file, or finds that another process has; three is what an empty folder takes. */
const maxRounds = 12

/**
 * The local CA in `directory` and a leaf with at least `names`, made where they are missing, renewed before they
 * expire, replaced where a file of ours is damaged. A folder with all in it is only read.
 *
 * Processes that start at once on one folder end up with one CA: a key is put in place by a link, which only the
 * first can do, and everything else is derived from the keys that are there.
 *
 * @throws FourportError CERTIFICATE_UNUSABLE for files that are not ours, CERTIFICATES_UNWRITABLE, CERTIFICATES_EXPOSED.
 */
export async function openAuthority(
  directory: string,
  names: readonly string[],
  clock: Clock,
): Promise<Authority> {
  const paths = pathsIn(resolve(directory))
  const warnings: string[] = []
  for (let round = 0; round < maxRounds; round++) {
    requirePrivate(dirname(paths.caKey))
    const served = findServed(paths)
    protectKey(paths.caKey)
    const ready = usable(served, paths, names, clock, warnings)
    if (ready !== null) return ready
    try {
      const { repairAuthority } = await loadRepairs()
      const issued = await repairAuthority(served, paths, names, clock, warnings)
      if (issued !== null) return issued
    } catch (error) {
      if (typeof error !== 'object' || error === null || !('syscall' in error)) throw error
      throw new FourportError(
        'CERTIFICATES_UNWRITABLE',
        `certificates cannot be kept in ${directory}: ${messageOf(error)}`,
        { cause: error, help: chooseFolder },
      )
    }
  }
  throw new FourportError(
    'CERTIFICATES_UNWRITABLE',
    `certificates in ${directory} change as fast as they are written`,
    { help: 'Choose a folder of its own for each server with the certs option, --certs.' },
  )
}

/** The leaf on disk if it will do. The CA's key is not asked for: a folder without it serves until the leaf runs out. */
function usable(
  served: Served,
  paths: Paths,
  names: readonly string[],
  clock: Clock,
  warnings: readonly string[],
): Authority | null {
  const { caCertificate, certificate, key } = served
  if (caCertificate.state !== 'sound' || certificate.state !== 'sound' || key.state !== 'sound') return null
  const carried = namesOf(certificate.value)
  const good =
    isCurrent(caCertificate.value, clock) &&
    isCurrent(certificate.value, clock) &&
    names.every((name) => carried.includes(name)) &&
    certificate.value.checkPrivateKey(key.value) &&
    isSignedBy(certificate.value, caCertificate.value)
  if (!good) return null
  return {
    caFile: paths.caCertificate,
    caPem: caCertificate.pem,
    certificate: certificate.pem,
    key: key.pem,
    warnings,
  }
}
