import type { Store } from '../store/store.ts'

/** A client of another catcher that opens a message marks it as read; where nothing may be changed it only opens it. */
export async function markOpened({ isReadOnly = false, labels }: Store, id: string): Promise<void> {
  if (!isReadOnly) await labels.setRead(id, true)
}
