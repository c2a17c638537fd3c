import { FourportError, messageOf } from '../base/errors.ts'
import { readSmallFile } from '../base/read-small-file.ts'
import { user } from './kinds/login-kinds.ts'
import type { UserOption } from './options.ts'

/**
 * The users of a file with a `user:password` line each; empty lines and lines that start with `#` are skipped.
 * Lines are never quoted: they hold passwords. Throws OPTION_INVALID.
 */
export function readUsersFile(file: string, optionName: string): readonly UserOption[] {
  const fail = (what: string, cause?: unknown): never => {
    throw new FourportError('OPTION_INVALID', `${optionName}: ${what}: ${file}`, {
      cause,
      help: 'Give a file with one user:password line for each user.',
    })
  }
  let text = ''
  try {
    text = readSmallFile(file).toString()
  } catch (error) {
    fail(`cannot read the users file (${messageOf(error).split(',')[0]})`, error)
  }
  const users = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const reading = user.read(line)
    return reading.ok ? [reading.value] : fail(`line ${index + 1} of the users file is not user:password`)
  })
  // An empty list would let everyone in.
  return users.length > 0 ? users : fail('the users file contains no users')
}
