import type { JSX } from 'preact'
import { readQuery } from '../../lib/query.ts'
import { deleteFound } from '../../state/delete-messages.ts'
import { ports } from '../../state/server.ts'

/** Deletes what is found, or all. Only ever what the words on the button say. */
export function DeleteFound({ query }: { query: string }): JSX.Element | null {
  // A term that was not understood is not part of the question, so more would go than the reader sees.
  if (readQuery(query, ports.get()).problems.length > 0) return null
  return (
    <button type="button" class="button quiet" onClick={deleteFound}>
      {query === '' ? 'Delete all' : 'Delete these'}
    </button>
  )
}
