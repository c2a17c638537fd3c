import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { useAttempts } from '../../lib/attempt.ts'
import { useCell } from '../../lib/cell.ts'
import { withTerm } from '../../lib/query.ts'
import { href } from '../../lib/route.ts'
import { labelOne } from '../../state/label-messages.ts'
import { labelled } from '../../state/messages.ts'
import { TagForm } from './tag-form.tsx'

/** The tags of the open message, each of which finds others, and the way to change them. */
export function MessageTags({ message }: { message: ApiMessage }): JSX.Element {
  const [isTagging, setTagging] = useState(false)
  const { failure, attempt } = useAttempts()
  const tags = useCell(labelled).get(message.id)?.tags ?? message.tags
  return (
    <div class="head-tags">
      {tags.map((tag) => (
        <a
          key={tag}
          class="tag truncate"
          href={href(['messages'], { q: withTerm('', 'tag', tag) })}
          title={`Only what has the tag ${tag}`}
        >
          {tag}
        </a>
      ))}
      <button
        type="button"
        data-changes
        class="tag tag-more"
        aria-expanded={isTagging}
        onClick={() => setTagging(!isTagging)}
      >
        {tags.length === 0 ? 'Add a tag' : 'Change tags'}
      </button>
      {isTagging && (
        <TagForm
          present={tags}
          onAdd={(tag) => void attempt(labelOne(message.id, { addTags: [tag] }))}
          onRemove={(tag) => void attempt(labelOne(message.id, { removeTags: [tag] }))}
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
