import type { JSX } from 'preact'
import { useCell } from '../lib/cell.ts'
import { useKeys } from '../lib/keys.ts'
import { deletion, deletionFailure, undo } from '../state/deletion.ts'

/** What was deleted a moment ago, and the way back. */
export function UndoBar(): JSX.Element {
  const waiting = useCell(deletion)
  const failure = useCell(deletionFailure)
  useKeys(waiting === null ? {} : { z: undo })
  return (
    <div class="undo" role="status">
      {waiting !== null && (
        <p class="undo-words">
          {waiting.words}
          <button type="button" class="button" onClick={undo}>
            Undo <kbd>z</kbd>
          </button>
        </p>
      )}
      {failure !== null && (
        <p class="undo-words undo-failed">
          Not deleted: {failure}
          <button type="button" class="button quiet" onClick={() => deletionFailure.set(null)}>
            Close
          </button>
        </p>
      )}
    </div>
  )
}
