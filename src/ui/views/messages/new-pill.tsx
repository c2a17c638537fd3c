import type { JSX } from 'preact'
import { Icon } from '../../components/icon.tsx'
import { cell, type Cell, useCell } from '../../lib/cell.ts'

/** How many messages have come on top since the reader last saw the top of the list. */
export const newOnTop: Cell<number> = cell(0)

/** Says that there are new ones, and goes to them; nothing while there are none. */
export function NewPill({ place, onClick }: { place: 'list' | 'message'; onClick: () => void }): JSX.Element {
  const count = useCell(newOnTop)
  return (
    <div class={`pill-place pill-${place}`} role="status">
      {count > 0 && (
        <button type="button" class="pill" onClick={onClick}>
          <Icon name="up" /> {count.toLocaleString('en')} new
        </button>
      )}
    </div>
  )
}
