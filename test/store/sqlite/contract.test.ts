import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { openFileStore } from '../../../src/store/file/file-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { storeContract } from '../store-contract.ts'
import { type StoreFactory, storeParts } from '../store-under-test.ts'
import { hasSqlite } from './has-sqlite.ts'

/** Each store in a folder of its own, which goes with it. */
function temporaryStores(): StoreFactory {
  const folders = new Map<Store, string>()
  return {
    remembers: 10_000,
    async open(limits) {
      const folder = mkdtempSync(join(tmpdir(), 'fourport-sqlite-'))
      const { parts, ...under } = storeParts(limits)
      const store = await openFileStore({ file: join(folder, 'mail.db'), sync: 'normal' }, parts)
      folders.set(store, folder)
      return { store, ...under }
    },
    async destroy(store) {
      await store.close()
      rmSync(folders.get(store) as string, { recursive: true })
      folders.delete(store)
    },
  }
}

describe.runIf(hasSqlite)('a store in an SQLite file', () => storeContract(temporaryStores()))
