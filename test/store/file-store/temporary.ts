import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store, StoreParts } from '../../../src/store/store.ts'
import { openFileStore } from './file-store.ts'

/** A store in a folder of its own, which goes when it is closed. */
export function openTemporaryStore(parts: StoreParts): Store {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-store-'))
  const store = openFileStore(folder, parts)
  const close = store.close.bind(store)
  store.close = async () => {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
  return store
}
