import { FourportError, messageOf, systemCode } from '../../base/errors.ts'

/** Why mail cannot be moved into the store, or out of it. */
export function mailFileUnusable(path: string, what: string, cause?: unknown): FourportError {
  return new FourportError('MAIL_FILE_UNUSABLE', `${JSON.stringify(path)} ${what}.`, { cause })
}

const systemProblems: Readonly<Record<string, string>> = {
  EEXIST: 'exists already, and an export overwrites nothing: name another one, or remove it',
  ENOENT: 'does not exist, or its folder does not',
  ENOTDIR: 'is in a folder that is none',
  EACCES: 'cannot be opened: this user has no right to it',
  EPERM: 'cannot be opened: this user has no right to it',
  EROFS: 'cannot be written: its file system is read-only',
  ENOSPC: 'cannot be written: its disk is full',
}

/**
 * What the system says of a file or folder, as a sentence about it.
 *
 * @throws FourportError MAIL_FILE_UNUSABLE
 */
export async function explainedFiles<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FourportError) throw error
    const what = systemProblems[systemCode(error)] ?? `cannot be read or written: ${messageOf(error)}`
    throw mailFileUnusable(path, what, error)
  }
}
