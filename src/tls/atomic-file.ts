import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { systemCode } from '../base/errors.ts'

/** Puts a file in place whole, over whatever is there: a reader sees the old bytes or the new ones. */
export function replaceFile(path: string, content: string, mode: number): void {
  withTemporary(path, content, mode, (temporary) => renameSync(temporary, path))
}

/**
 * Puts a file in place whole, unless there is one: of several processes that try at once, one wins.
 * @returns Whether it was this one.
 */
export function createFile(path: string, content: string, mode: number): boolean {
  let won = true
  withTemporary(path, content, mode, (temporary) => {
    try {
      link(temporary, path)
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
      won = false
    }
  })
  return won
}

/**
 * Takes away a file that was found broken, by name only where another process has not mended it meanwhile:
 * what was taken is looked at once more, and put back if it is sound.
 */
export function removeBrokenFile(path: string, isBroken: (path: string) => boolean): void {
  const aside = temporaryName(path)
  try {
    renameSync(path, aside)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return
    throw error
  }
  try {
    if (!isBroken(aside)) link(aside, path)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function withTemporary(path: string, content: string, mode: number, use: (temporary: string) => void): void {
  const temporary = temporaryName(path)
  try {
    const file = openSync(temporary, 'wx', mode)
    try {
      writeSync(file, content)
      // Without it a crash of the machine can leave the name with nothing behind it.
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    // The process's umask may have taken rights away that others need to read the CA.
    chmodSync(temporary, mode)
    use(temporary)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`)
}

/** Fails with EEXIST where the name is taken, unlike a rename. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    // File systems without hard links (FAT, some shared folders of containers).
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'].includes(systemCode(error)))
      throw error
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  }
}
