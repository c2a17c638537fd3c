import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { FourportError, messageOf, systemCode } from '../../base/errors.ts'
import { siteReport } from '../../verify/site/site.ts'

/**
 * Whether a site can be written to a folder: there is none, it is empty, or an earlier site is in it. Nothing is changed.
 * @throws FourportError REPORT_UNWRITABLE
 */
export async function trySite(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw unwritable(folder, messageOf(error), error)
  })
  if (names.length === 0 || (await isSite(folder))) return
  throw unwritable(
    folder,
    'it has other files, which would be lost. Give an empty folder, or one that does not exist',
  )
}

/**
 * Writes a site whole, in place of the one that was there: nobody finds half of it, or pages of clients that are gone.
 * @throws FourportError REPORT_UNWRITABLE
 */
export async function writeSite(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await trySite(folder)
  const place = resolve(folder)
  const [fresh, old] = ['new', 'old'].map((what) =>
    join(dirname(place), `.fourport-${randomBytes(6).toString('hex')}-${what}.tmp`),
  ) as [string, string]
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(fresh, path)), { recursive: true })
      await writeFile(join(fresh, path), text)
    }
    const wasThere = await rename(place, old).then(
      () => true,
      (error: unknown) => systemCode(error) !== 'ENOENT' && Promise.reject(error as Error),
    )
    try {
      await rename(fresh, place)
    } catch (error) {
      if (wasThere) await rename(old, place)
      throw error
    }
    // Only now: where the earlier site cannot be put back, it is not lost.
    await rm(old, { recursive: true, force: true })
  } catch (error) {
    throw unwritable(folder, messageOf(error), error)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

async function isSite(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, siteReport), 'utf8').catch(() => '')
  return /^\{\s*"version": \d+,\s*"fourport": "/.test(text)
}

function unwritable(folder: string, why: string, cause?: unknown): FourportError {
  return new FourportError('REPORT_UNWRITABLE', `Cannot write the site to "${folder}": ${why}.`, { cause })
}
