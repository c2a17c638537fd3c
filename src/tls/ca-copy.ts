import { FourportError, messageOf } from '../base/errors.ts'
import { replaceFile } from './atomic-file.ts'
import { findCertificate } from './authority-files.ts'

/**
 * Puts the CA's certificate where others may read it, without the keys that lie beside it in its own folder: a user who
 * holds the CA's key can pass for any host to all who trust it. Only an earlier copy is written over.
 * @throws FourportError CERTIFICATE_UNUSABLE for a file that someone else put there, CERTIFICATES_UNWRITABLE
 */
export function copyCa(pem: string, path: string): void {
  const there = findCertificate(path)
  if (there.state === 'broken') throw unwritable(path, 'the file there is not a certificate')
  if (there.state === 'sound' && there.pem === pem) return
  try {
    replaceFile(path, pem, 0o644)
  } catch (error) {
    throw unwritable(path, messageOf(error), error)
  }
}

function unwritable(path: string, why: string, cause?: unknown): FourportError {
  return new FourportError(
    'CERTIFICATES_UNWRITABLE',
    `The CA's certificate cannot be copied to "${path}": ${why}`,
    {
      cause,
      help: 'Give a file of its own, in a folder that exists and that this user can write to, with the caCopy option, --ca-copy.',
    },
  )
}
