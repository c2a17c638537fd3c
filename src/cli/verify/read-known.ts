import { readFile } from 'node:fs/promises'
import { FourportError, messageOf } from '../../base/errors.ts'
import type { KnownFailure } from '../../model/verify.ts'
import { readKnownFile } from '../../verify/known-failures.ts'

/** What `--known FILE` says. @throws FourportError KNOWN_UNREADABLE */
export async function readKnown(file: string | null): Promise<readonly KnownFailure[]> {
  if (file === null) return []
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new FourportError(
      'KNOWN_UNREADABLE',
      `The known failures "${file}" cannot be read: ${messageOf(error)}`,
      { cause: error },
    )
  })
  return readKnownFile(text, file)
}
