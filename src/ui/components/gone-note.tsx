import type { JSX } from 'preact'
import { useCell } from '../lib/cell.ts'
import { gone } from '../state/gone.ts'

/** What is open has left the server: it can still be read here, and nothing else. */
export function GoneNote({ id }: { id: string }): JSX.Element | null {
  const words = useCell(gone).get(id)
  return words === undefined ? null : (
    <p class="gone" role="status">
      {words}
    </p>
  )
}
