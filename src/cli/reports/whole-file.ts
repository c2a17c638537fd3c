import { randomBytes } from 'node:crypto'
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FourportError, messageOf, systemCode } from '../../base/errors.ts'

/** Where a text goes: a new file, one that is replaced, or a device or pipe, which is written to as it is. */
interface FileTarget {
  readonly path: string
  readonly replaced: boolean
  /** Rights of the file that was there; null: there was none. */
  readonly mode: number | null
}

/**
 * Writes a file so that a reader finds the old text or the new one, never half of it. Folders on its way are made;
 * a link stays one.
 * @throws FourportError REPORT_UNWRITABLE
 */
export async function writeWholeFile(path: string, text: string): Promise<void> {
  await wrapped(path, async () => {
    const target = await targetOf(path)
    if (!target.replaced) return writeFile(target.path, text)
    await besideIt(target, async (file, temporary) => {
      await file.writeFile(text)
      await file.sync()
      await file.close()
      await rename(temporary, target.path)
    })
  })
}

/**
 * Tries whether a file could be written, and leaves it as it is: nobody waits for a run whose report is then lost.
 * @throws FourportError REPORT_UNWRITABLE
 */
export async function tryWholeFile(path: string): Promise<void> {
  await wrapped(path, async () => {
    const target = await targetOf(path)
    if (target.replaced) await besideIt(target, async (file) => file.close())
  })
}

/** A file in the same folder, so that a rename cannot cross to another disk; gone afterwards, whatever happens. */
async function besideIt(
  { path, mode }: FileTarget,
  use: (file: Awaited<ReturnType<typeof open>>, temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.fourport-${randomBytes(6).toString('hex')}.tmp`)
  const file = await open(temporary, 'wx', mode ?? 0o666)
  try {
    await use(file, temporary)
  } finally {
    await file.close()
    await rm(temporary, { force: true })
  }
}

async function targetOf(path: string): Promise<FileTarget> {
  try {
    const real = await realpath(path)
    const stats = await stat(real)
    if (stats.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
    return { path: real, replaced: stats.isFile(), mode: stats.mode & 0o777 }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    return { path, replaced: true, mode: null }
  }
}

async function wrapped(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new FourportError(
      'REPORT_UNWRITABLE',
      `Cannot write the report to "${path}": ${messageOf(error)}`,
      {
        cause: error,
      },
    )
  }
}
