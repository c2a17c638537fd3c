import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Does something where a CA of the user's own would be in a folder that is empty before, and gone afterwards. */
export async function inDataFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-data-'))
  const [before, cwd] = [process.env['XDG_DATA_HOME'], process.cwd()]
  process.env['XDG_DATA_HOME'] = folder
  // In a checkout of Fourport it would be there.
  process.chdir(folder)
  try {
    await work(folder)
  } finally {
    process.chdir(cwd)
    if (before === undefined) delete process.env['XDG_DATA_HOME']
    else process.env['XDG_DATA_HOME'] = before
    rmSync(folder, { recursive: true })
  }
}
