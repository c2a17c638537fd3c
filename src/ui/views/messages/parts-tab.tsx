import type { JSX } from 'preact'
import type { ApiAttachment, ApiMessage } from '../../../model/api.ts'
import { Icon } from '../../components/icon.tsx'
import { bytes } from '../../../model/amounts.ts'

/** The API gives addresses from its root; the page may live under a prefix. */
function below(url: string): string {
  return url.replace(/^\//, '')
}

function Part({ part }: { part: ApiAttachment }): JSX.Element {
  return (
    <li class="part">
      {part.imageUrl !== null ? (
        <img
          class="part-picture"
          src={below(part.imageUrl)}
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
      <a class="button" href={below(part.url)} download={part.filename}>
        <Icon name="download" /> Download
        <span class="sr-only"> {part.filename}</span>
      </a>
    </li>
  )
}

export function PartsTab({ message }: { message: ApiMessage }): JSX.Element {
  if (message.attachments.length === 0) return <p class="muted">This message has no attachments.</p>
  return (
    <ul class="parts">
      {message.attachments.map((part) => (
        <Part key={part.index} part={part} />
      ))}
    </ul>
  )
}
