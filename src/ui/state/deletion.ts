import { cell, type Cell } from '../lib/cell.ts'
import { sendLast } from '../api/http.ts'

/** What was deleted from view, and will be on the server unless the reader takes it back. */
export interface Deletion {
  /** `Deleted 3 messages` */
  readonly words: string
  /** Whether the message or the session is one of them. */
  hides(item: { readonly id: string; readonly seq?: number }): boolean
  /** Whether all messages are among them that the list has not loaded. */
  hidesRest?(): boolean
  /** Paths of the API, to be deleted one after the other. */
  readonly paths: readonly string[]
  /** It is done: the lists forget what was hidden. */
  done(): void
  /** It is taken back: shows again what was open. */
  undone?(): void
}

/** How long a deletion can be taken back. */
export const undoMs = 8_000

/** The one that can still be taken back; null: there is none. */
export const deletion: Cell<Deletion | null> = cell<Deletion | null>(null)
/** Why the last one failed; null: it did not. */
export const deletionFailure: Cell<string | null> = cell<string | null>(null)

/** Those of a list that are not deleted. */
export function shownOf<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  const waiting = deletion.get()
  return waiting === null ? items : items.filter((item) => !waiting.hides(item))
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Hides at once, and deletes when the time to take it back is over. One that waits already is carried out now. */
export function deleteLater(next: Deletion): void {
  void carryOut()
  deletionFailure.set(null)
  deletion.set(next)
  timer = setTimeout(() => void carryOut(), undoMs)
}

export function undo(): void {
  clearTimeout(timer)
  const taken = deletion.get()
  deletion.set(null)
  taken?.undone?.()
}

async function carryOut(): Promise<void> {
  clearTimeout(timer)
  const due = deletion.get()
  if (due === null) return
  try {
    for (const path of due.paths) await sendLast('DELETE', path)
    due.done()
  } catch (error) {
    deletionFailure.set(error instanceof Error ? error.message : String(error))
  }
  if (deletion.get() === due) deletion.set(null)
}

// Who leaves the page has not taken it back.
addEventListener('pagehide', () => void carryOut())
