import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiAttachment } from '../../../../model/api.ts'
import { Icon } from '../../../components/icon.tsx'
import { bytes } from '../../../../model/amounts.ts'
import { fromRoot } from '../../../api/http.ts'
import type { MessageTab, Shown } from './message-tab.ts'
import { NestedMail } from './nested-mail.tsx'

function Part({ part, remote }: { part: ApiAttachment; remote: boolean }): JSX.Element {
  const isMail = part.contentType.toLowerCase() === 'message/rfc822'
  const [isOpen, setOpen] = useState(false)
  return (
    <li class="part">
      {part.imageUrl !== null ? (
        <img
          class="part-picture"
          src={fromRoot(part.imageUrl)}
          alt={`Preview of ${part.filename}`}
          loading="lazy"
        />
      ) : (
        <span class="part-picture part-kind" aria-hidden="true">
          {(part.filename.split('.').at(-1) ?? '').slice(0, 5)}
        </span>
      )}
      <div class="part-facts">
        <h3 class="part-name">{part.filename}</h3>
        <p class="muted">
          {part.contentType}, {bytes(part.sizeBytes)}
          {part.disposition === 'inline' && ', inline'}
          {part.contentId !== null && <code class="part-cid"> cid:{part.contentId}</code>}
        </p>
      </div>
      <span class="part-actions">
        {isMail && (
          <button type="button" class="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Close' : 'Open'}
            <span class="sr-only"> {part.filename}</span>
          </button>
        )}
        <a class="button" href={fromRoot(part.url)} download={part.filename}>
          <Icon name="download" /> Download
          <span class="sr-only"> {part.filename}</span>
        </a>
      </span>
      {isOpen && (
        <div class="part-mail">
          <NestedMail part={part} remote={remote} />
        </div>
      )}
    </li>
  )
}

function PartsTab({ message, remote }: Pick<Shown, 'message' | 'remote'>): JSX.Element {
  if (message.attachments.length === 0) return <p class="muted">This message has no attachments.</p>
  return (
    <ul class="parts">
      {message.attachments.map((part) => (
        <Part key={part.index} part={part} remote={remote} />
      ))}
    </ul>
  )
}

export const partsTab: MessageTab = {
  key: 'parts',
  label: 'Attachments',
  count: ({ attachments }) => attachments.length,
  render: ({ message, remote }) => <PartsTab message={message} remote={remote} />,
}
