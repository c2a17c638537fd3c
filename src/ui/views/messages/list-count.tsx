import type { JSX } from 'preact'
import { plural } from '../../lib/format.ts'
import { readQuery } from '../../lib/query.ts'
import { deleteFound } from '../../state/delete-messages.ts'
import type { ShownRows } from '../../state/shown-rows.ts'

/** `12 of 3,482`, `3,482 messages`, `50+ found`. @param row - Of the open message, from 0; -1: it is not among them */
function inWords({ total, isCounted }: ShownRows, row: number, isSearch: boolean): string {
  // The last row stands for all that are not loaded.
  const number = (isCounted ? total : total - 1).toLocaleString('en') + (isCounted ? '' : '+')
  if (row >= 0) return `${(row + 1).toLocaleString('en')} of ${number}${isSearch ? ' found' : ''}`
  return isSearch ? `${number} found` : plural(total, 'message')
}

/** How many there are and which one is open, and a button that deletes only ever what its words say. */
export function ListCount({
  shown,
  row,
  query,
}: {
  shown: ShownRows
  row: number
  query: string
}): JSX.Element {
  const { problem } = readQuery(query)
  return (
    <div class="search-count">
      <span role="status">{inWords(shown, row, query !== '')}</span>
      {/* A term that was not understood is not part of the question, so more would go than the reader sees. */}
      {problem === null && shown.items.length > 0 && shown.isCounted && (
        <button type="button" data-changes class="button quiet" onClick={() => deleteFound(shown.total)}>
          {query === '' ? 'Delete all' : 'Delete these'}
        </button>
      )}
    </div>
  )
}
