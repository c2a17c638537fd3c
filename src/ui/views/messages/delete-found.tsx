import type { JSX } from 'preact'
import { readQuery } from '../../lib/query.ts'
import { deleteFound } from '../../state/delete-messages.ts'

/** Deletes what is found, or all. Only ever what the words on the button say. */
export function DeleteFound({ query }: { query: string }): JSX.Element | null {
  // A term that was not understood is not part of the question, so more would go than the reader sees.
  if (readQuery(query).problem !== null) return null
  return (
    <button type="button" class="button quiet" onClick={deleteFound}>
      {query === '' ? 'Delete all' : 'Delete these'}
    </button>
  )
}
