import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useCell } from '../../lib/cell.ts'
import { tags } from '../../state/tags.ts'

export interface TagFormProps {
  /** Tags that may be taken off. */
  readonly present: readonly string[]
  readonly onAdd: (tag: string) => void
  readonly onRemove: (tag: string) => void
  readonly onClose: () => void
}

function PresentTags({ present, onRemove }: Pick<TagFormProps, 'present' | 'onRemove'>): JSX.Element {
  return (
    <>
      {present.map((tag) => (
        <button
          key={tag}
          type="button"
          class="tag"
          aria-label={`Remove the tag ${tag}`}
          title={`Remove the tag ${tag}`}
          onClick={() => onRemove(tag)}
        >
          {tag} ×
        </button>
      ))}
    </>
  )
}

/** Adds a tag to what is chosen, or takes one off. */
export function TagForm({ present, onAdd, onRemove, onClose }: TagFormProps): JSX.Element {
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  // Before the paint: what is typed next is the tag.
  useLayoutEffect(() => field.current?.focus(), [])
  const known = useCell(tags) ?? []
  return (
    <form
      class="tag-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        onAdd(text.trim())
        setText('')
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <input
        ref={field}
        class="field"
        value={text}
        list="known-tags"
        placeholder="A tag"
        aria-label="Tag to add"
        maxLength={100}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <datalist id="known-tags">
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <button class="button">Add</button>
      <button type="button" class="button quiet" onClick={onClose}>
        Done
      </button>
      <PresentTags present={present} onRemove={onRemove} />
    </form>
  )
}
