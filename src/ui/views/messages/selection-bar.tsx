import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiLabelsWanted } from '../../../model/api.ts'
import { exportUrl } from '../../api/http.ts'
import { Icon } from '../../components/icon.tsx'
import { useAttempts } from '../../lib/attempt.ts'
import { useCell } from '../../lib/cell.ts'
import { useKeys } from '../../lib/keys.ts'
import { deleteChosen } from '../../state/delete-messages.ts'
import { labelChosen } from '../../state/label-messages.ts'
import { messages } from '../../state/messages.ts'
import {
  chosenParameters,
  isSelected,
  selectAll,
  selectedCount,
  selection,
  selectNone,
} from '../../state/selection.ts'
import { TagForm } from './tag-form.tsx'

/** What is chosen, as a file; one request can name only so many. */
function Exports(): JSX.Element | null {
  const [parameters, ...more] = chosenParameters(useCell(selection))
  if (parameters === undefined || more.length > 0) return null
  return (
    <>
      <a
        class="button quiet"
        href={exportUrl(parameters, 'mbox')}
        download
        title="One file that mail programs read"
      >
        <Icon name="download" /> mbox
      </a>
      <a
        class="button quiet"
        href={exportUrl(parameters, 'zip')}
        download
        title="One .eml file for each, zipped"
      >
        <Icon name="download" /> eml
      </a>
    </>
  )
}

interface ChosenActionsProps {
  readonly query: string
  readonly total: number | null
  readonly isTagging: boolean
  readonly onTag: () => void
  readonly onLabel: (wanted: ApiLabelsWanted) => void
}

function ChosenActions({ query, total, isTagging, onTag, onLabel }: ChosenActionsProps): JSX.Element {
  const count = selectedCount(useCell(selection))
  return (
    <>
      {total !== null && count < total && (
        <button type="button" class="button quiet" onClick={() => selectAll(total)}>
          All {total.toLocaleString('en')}
          {query !== '' && ' found'}
        </button>
      )}
      <button type="button" data-changes class="button quiet" onClick={deleteChosen}>
        <Icon name="trash" /> Delete
      </button>
      <button type="button" data-changes class="button quiet" onClick={() => onLabel({ isRead: true })}>
        Mark read
      </button>
      <button type="button" data-changes class="button quiet" onClick={() => onLabel({ isRead: false })}>
        Mark unread
      </button>
      <button type="button" data-changes class="button quiet" aria-expanded={isTagging} onClick={onTag}>
        Tag
      </button>
      <Exports />
      <button type="button" class="button quiet" onClick={selectNone}>
        None
      </button>
    </>
  )
}

/** What can be done with the chosen messages. @param total - How many the list has; null: not counted yet */
export function SelectionBar({ query, total }: { query: string; total: number | null }): JSX.Element {
  const chosen = useCell(selection)
  const { items } = useCell(messages.state)
  const [isTagging, setTagging] = useState(false)
  const { failure, attempt } = useAttempts()
  const label = (wanted: ApiLabelsWanted): void => void attempt(labelChosen(chosen, wanted))
  const count = selectedCount(chosen)
  const present = [
    ...new Set(items.filter((item) => isSelected(chosen, item)).flatMap((item) => item.tags)),
  ].toSorted()
  useKeys({ Escape: selectNone, '#': deleteChosen })
  return (
    <div class="chosen" role="group" aria-label="Chosen messages">
      <span class="chosen-count" role="status">
        {count.toLocaleString('en')} chosen
      </span>
      <ChosenActions
        query={query}
        total={total}
        isTagging={isTagging}
        onTag={() => setTagging(!isTagging)}
        onLabel={label}
      />
      {isTagging && (
        <TagForm
          present={present}
          onAdd={(tag) => label({ addTags: [tag] })}
          onRemove={(tag) => label({ removeTags: [tag] })}
          onClose={() => setTagging(false)}
        />
      )}
      {failure !== null && (
        <p class="search-problem" role="alert">
          {failure}
        </p>
      )}
    </div>
  )
}
