import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'

/** A folder for each test of a file, which goes with it; the function returned names a file in it. */
export function temporaryFolder(): (name: string) => string {
  let folder = ''
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fourport-sqlite-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}
