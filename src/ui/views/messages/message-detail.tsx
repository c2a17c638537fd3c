import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { get, markRead } from '../../api/http.ts'
import { GoneNote } from '../../components/gone-note.tsx'
import { Tabs } from '../../components/tabs.tsx'
import type { Tab } from '../../components/tabs.tsx'
import { useAttempts } from '../../lib/attempt.ts'
import { useCell } from '../../lib/cell.ts'
import { isWide } from '../../lib/cursor.ts'
import { useLoaded } from '../../lib/load.ts'
import { go, href } from '../../lib/route.ts'
import { info } from '../../state/server.ts'
import { MessageHead } from './message-head.tsx'
import type { Shown } from './tabs/message-tab.ts'
import { messageTabs } from './tabs/message-tabs.ts'

/** The tabs that there are for a message, each with what it shows. */
function tabsOf(shown: Shown): readonly Tab[] {
  const { message } = shown
  return messageTabs
    .filter(({ isFor }) => isFor?.(message) ?? true)
    .map(({ key, label, count, render }) => ({
      key,
      label,
      count: count?.(message) ?? 0,
      render: () => render(shown),
    }))
}

export function MessageDetail({ id, tab, query }: { id: string; tab: string; query: string }): JSX.Element {
  const { value: message, error } = useLoaded(id, () => get<ApiMessage>(`messages/${encodeURIComponent(id)}`))
  const pane = useRef<HTMLElement>(null)
  const { failure, attempt } = useAttempts()
  const [remote, setRemote] = useState(false)
  const isThere = message !== null
  const isReadOnly = useCell(info)?.features.readOnly ?? true
  useEffect(() => {
    if (isThere && !isReadOnly) void attempt(markRead(id))
  }, [id, isThere, isReadOnly])
  useEffect(() => {
    if (!isWide()) pane.current?.focus()
  }, [])
  return (
    <article class="pane detail" ref={pane} tabIndex={-1} aria-label="Message" aria-busy={!message && !error}>
      <a class="button quiet detail-back" href={href(['messages'], { q: query })}>
        All messages
      </a>
      {error !== null && (
        <p class="pane-error" role="alert">
          {error}
        </p>
      )}
      {failure !== null && (
        <p class="pane-error" role="alert">
          This message is not marked as read. {failure}
        </p>
      )}
      <GoneNote id={id} />
      {message && (
        <>
          <MessageHead message={message} tab={tab} query={query} remote={remote} />
          <Tabs
            tabs={tabsOf({ message, remote, setRemote })}
            current={tab}
            label="Views of the message"
            onSelect={(key) => go(href(['messages', id, key], { q: query }), { replace: true })}
          />
        </>
      )}
    </article>
  )
}
