import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../components/icon.tsx'
import { useKeys } from '../../lib/keys.ts'
import { readQuery } from '../../lib/query.ts'
import { go, href, route } from '../../lib/route.ts'
import { Filters } from './filters.tsx'
import { SavedSearches, SaveSearch } from './saved-searches.tsx'

/** Typing pauses this long before the server is asked. */
const pauseMs = 180

interface Typed {
  readonly text: string
  readonly setText: (text: string) => void
  /** Looks for something at once. */
  readonly ask: (text: string) => void
}

/** What is being typed, which becomes the query after a pause. */
function useTyped(query: string): Typed {
  const [text, setText] = useState(query)
  // What comes back from the address bar is not written over what is being typed: it lacks the last blank.
  const asked = useRef(query)
  useEffect(() => {
    if (query !== asked.current) setText(query)
    asked.current = query
  }, [query])
  const ask = (next: string): void => {
    const { path } = route.get()
    asked.current = next.trim()
    go(href(path, { q: asked.current }), { replace: true })
  }
  useEffect(() => {
    if (text.trim() === query) return undefined
    const timer = setTimeout(() => ask(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return { text, setText, ask }
}

/** The search field and the filters, which only write into it: what is looked for stands in one place. */
export function SearchBar({ query }: { query: string }): JSX.Element {
  const { text, setText, ask } = useTyped(query)
  const field = useRef<HTMLInputElement>(null)
  const { problem } = readQuery(query)
  useKeys({ '/': () => field.current?.focus() })
  return (
    <div class="search" role="search">
      <div class="search-field">
        <Icon name="search" />
        <input
          ref={field}
          class="field"
          type="search"
          value={text}
          placeholder="Search: ada from:shop has:attachment"
          aria-label="Search messages"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'search-problem'}
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {query !== '' && problem === null && <SaveSearch query={query} />}
      </div>
      <SavedSearches query={query} />
      <Filters query={query} onChange={(next) => (setText(next), ask(next))} />
      {problem !== null && (
        <p class="search-problem" id="search-problem" role="status">
          {problem}
        </p>
      )}
    </div>
  )
}
