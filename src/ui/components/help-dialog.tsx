import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { searchFields, searchForms } from '../../search/search-fields.ts'
import { apiDocsUrl } from '../api/http.ts'

type HelpRow = readonly [term: string, meaning: string, changes?: boolean]

const keys: readonly HelpRow[] = [
  ['j / k', 'next, previous'],
  ['Enter', 'open, go into it'],
  ['Esc', 'back to the list'],
  ['/', 'search'],
  ['b  m  s  i', 'board, messages, sessions, inboxes'],
  ['t  v', 'try, verify'],
  ['h / l', 'across the table, while a client is verified'],
  ['x', 'choose a message; click with shift chooses all up to it'],
  ['e', 'mark as read, and open the next', true],
  ['u', 'mark as unread', true],
  ['#', 'delete the open message, or those that are chosen', true],
  ['z', 'undo a deletion, for 8 seconds', true],
  ['?', 'this help'],
]

const searches: readonly HelpRow[] = [...searchForms, ...searchFields].map(({ example, meaning }) => [
  example,
  meaning,
])

/** What the keyboard does and how one searches. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
  }, [open])
  const table = (rows: readonly HelpRow[]): JSX.Element => (
    <dl class="help-rows">
      {rows.map(([term, meaning, changes]) => (
        <div key={term} data-changes={changes}>
          <dt>
            <kbd>{term}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="help-title" onClose={onClose}>
      <form method="dialog" class="dialog-head">
        <h2 id="help-title">Keys and searches</h2>
        <button class="button">Close</button>
      </form>
      <h3>Keyboard</h3>
      {table(keys)}
      <h3>Search</h3>
      {table(searches)}
      <p class="muted">
        A message must match all terms; case does not matter. Everything here is also an{' '}
        <a href={apiDocsUrl}>HTTP API</a>.
      </p>
    </dialog>
  )
}
