import type { JSX } from 'preact'
import { Icon } from '../../components/icon.tsx'
import { useCell } from '../../lib/cell.ts'
import { href } from '../../lib/route.ts'
import { savedSearches, toggleSaved } from '../../state/saved-searches.ts'

/** Keeps what is looked for, or forgets it. */
export function SaveSearch({ query }: { query: string }): JSX.Element {
  const isSaved = useCell(savedSearches).includes(query)
  const words = isSaved ? 'Forget this search' : 'Keep this search in this browser'
  return (
    <button
      type="button"
      class="button quiet icon-only search-save"
      aria-pressed={isSaved}
      aria-label={words}
      title={words}
      onClick={() => toggleSaved(query)}
    >
      <Icon name="star" />
    </button>
  )
}

/** The searches that were kept, one click each; nothing where none was. */
export function SavedSearches({ query }: { query: string }): JSX.Element | null {
  const saved = useCell(savedSearches)
  if (saved.length === 0) return null
  return (
    <ul class="saved" aria-label="Kept searches">
      {saved.map((one) => (
        <li key={one}>
          <a
            class="kept-search truncate"
            href={href(['messages'], { q: one === query ? '' : one })}
            aria-current={one === query ? 'true' : undefined}
            title={one === query ? 'Show all messages' : one}
          >
            {one}
          </a>
        </li>
      ))}
    </ul>
  )
}
