import type { JSX } from 'preact'
import { useCell } from '../lib/cell.ts'
import { info } from '../state/server.ts'

/** Above every view of what an earlier run left: why nothing can be changed. */
export function ReadOnlyBar(): JSX.Element | null {
  if (!useCell(info)?.features.readOnly) return null
  return (
    <p class="purpose" role="status">
      <span>
        <strong>Read-only:</strong> this is what an earlier run left. Start Fourport without{' '}
        <code>--read-only</code> to receive mail or change anything.
      </span>
    </p>
  )
}
