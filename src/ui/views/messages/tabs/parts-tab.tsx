import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiAttachment, ApiMessage } from '../../../../model/api.ts'
import { Icon } from '../../../components/icon.tsx'
import { bytes } from '../../../../model/amounts.ts'
import { fromRoot, getText, pathOf } from '../../../api/http.ts'
import { useLoaded } from '../../../lib/load.ts'
import type { MessageTab } from './message-tab.ts'

/** Text layout of more than this makes any browser stutter. */
const shownCharacters = 300_000

/** A mail within this one (RFC 2046 §5.2.1), as it was attached. */
function NestedMail({ part }: { part: ApiAttachment }): JSX.Element {
  const { value: source, error } = useLoaded(part.url, () => getText(pathOf(part.url)))
  if (error !== null) return <p role="alert">{error}</p>
  if (source === null) return <p class="muted">Loading {bytes(part.sizeBytes)}</p>
  return (
    <>
      {source.length > shownCharacters && (
        <p class="muted">The first {bytes(shownCharacters)} are shown; download it to see all.</p>
      )}
      <pre class="code source" tabIndex={0} aria-label={`Source of ${part.filename}`}>
        {source.slice(0, shownCharacters)}
      </pre>
    </>
  )
}

function Part({ part }: { part: ApiAttachment }): JSX.Element {
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
          <NestedMail part={part} />
        </div>
      )}
    </li>
  )
}

function PartsTab({ message }: { message: ApiMessage }): JSX.Element {
  if (message.attachments.length === 0) return <p class="muted">This message has no attachments.</p>
  return (
    <ul class="parts">
      {message.attachments.map((part) => (
        <Part key={part.index} part={part} />
      ))}
    </ul>
  )
}

export const partsTab: MessageTab = {
  key: 'parts',
  label: 'Attachments',
  count: ({ attachments }) => attachments.length,
  render: ({ message }) => <PartsTab message={message} />,
}
