import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'

/** More than the longest chain of certificates, or the longest list of users, that anybody writes. */
const limitBytes = 1024 * 1024

/**
 * The bytes of a file that is read whole: one of 1 MiB at most, and no device, pipe or folder, which may have no end, or
 * nobody at the other one. While bytes are awaited the process would hear no signal.
 *
 * @throws Error with a sentence that follows the file's name, and the system's code, or one that the system has for it.
 */
export function readSmallFile(path: string): Buffer {
  // A pipe that nobody writes to would be waited for already here. Windows has no such flag, and no such pipes.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const stats = fstatSync(file)
    if (stats.isDirectory()) throw refusal('EISDIR', 'it is a folder, not a regular file')
    if (!stats.isFile()) throw refusal('EINVAL', `it is ${kindOf(stats)}, not a regular file`)
    return readAll(file)
  } finally {
    closeSync(file)
  }
}

/** By what comes and not by the size: files of /proc have none. */
function readAll(file: number): Buffer {
  const bytes = Buffer.allocUnsafe(limitBytes + 1)
  let length = 0
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null)
    length += read
    if (length > limitBytes) throw refusal('EFBIG', 'it is larger than 1 MiB')
    if (read === 0) return Buffer.from(bytes.subarray(0, length))
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

function refusal(code: string, text: string): Error {
  return Object.assign(new Error(text), { code })
}
