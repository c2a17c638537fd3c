import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { get, markRead } from '../../api/http.ts'
import { GoneNote } from '../../components/gone-note.tsx'
import { Tabs } from '../../components/tabs.tsx'
import type { Tab } from '../../components/tabs.tsx'
import { useAttempts } from '../../lib/attempt.ts'
import { isWide } from '../../lib/cursor.ts'
import { useLoaded } from '../../lib/load.ts'
import { go, href } from '../../lib/route.ts'
import { DeliveryTab } from './delivery-tab.tsx'
import { HeadersTab } from './headers-tab.tsx'
import { HtmlTab } from './html-tab.tsx'
import { LinksTab } from './links-tab.tsx'
import { MessageHead } from './message-head.tsx'
import { PartsTab } from './parts-tab.tsx'
import { SourceTab } from './source-tab.tsx'

/** What a message can be looked at as; HTML only where it has some. */
function tabsOf(message: ApiMessage): readonly Tab[] {
  const html: Tab = { key: 'html', label: 'HTML', render: () => <HtmlTab id={message.id} /> }
  const found = message.links.length + message.codes.length
  return [
    ...(message.html === null ? [] : [html]),
    {
      key: 'text',
      label: 'Text',
      render: () => <pre class="message-text">{message.text || 'This message has no text.'}</pre>,
    },
    {
      key: 'parts',
      label: 'Attachments',
      count: message.attachments.length,
      render: () => <PartsTab message={message} />,
    },
    { key: 'links', label: 'Links & codes', count: found, render: () => <LinksTab message={message} /> },
    { key: 'delivery', label: 'Delivery', render: () => <DeliveryTab message={message} /> },
    { key: 'headers', label: 'Headers', render: () => <HeadersTab headers={message.headers} /> },
    {
      key: 'source',
      label: 'Source',
      render: () => <SourceTab id={message.id} sizeBytes={message.sizeBytes} />,
    },
  ]
}

export function MessageDetail({ id, tab, query }: { id: string; tab: string; query: string }): JSX.Element {
  const { value: message, error } = useLoaded(id, () => get<ApiMessage>(`messages/${encodeURIComponent(id)}`))
  const pane = useRef<HTMLElement>(null)
  const { failure, attempt } = useAttempts()
  const isThere = message !== null
  useEffect(() => {
    if (isThere) void attempt(markRead(id))
  }, [id, isThere])
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
          <MessageHead message={message} />
          <Tabs
            tabs={tabsOf(message)}
            current={tab}
            label="Views of the message"
            onSelect={(key) => go(href(['messages', id, key], { q: query }), { replace: true })}
          />
        </>
      )}
    </article>
  )
}
