import { lazyModule } from '../base/lazy-module.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { openMemoryStore } from '../store/memory/memory-store.ts'
import type { OpenStore } from '../store/store.ts'

/** Who keeps mail in memory pays for no file. */
const loadFileStore = lazyModule(() => import('../store/file/file-store.ts'))

/** What opens the store that the options name. */
export function openStoreOf({
  store: file,
  storeSync: sync,
  readOnly,
}: Pick<ResolvedOptions, 'store' | 'storeSync' | 'readOnly'>): OpenStore {
  if (file === null) return openMemoryStore
  return async (parts) => (await loadFileStore()).openFileStore({ file, sync, readOnly }, parts)
}
