import type { JSX } from 'preact'
import type { ApiMessage } from '../../../model/api.ts'
import type { FoundLink } from '../../../model/parsed-message.ts'
import { bytes } from '../../../model/amounts.ts'
import { fromRoot } from '../../api/http.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { href } from '../../lib/route.ts'

/** So many attachments are in the head; the tab has all. */
const shownChips = 3

/** Any other scheme does not open. */
function isWeb({ url }: FoundLink): boolean {
  return /^https?:\/\//i.test(url)
}

/** Without the scheme, which says the least. */
function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//i, '')
}

function FirstLink({ url }: { url: string }): JSX.Element {
  return (
    <span class="head-link">
      <a class="button" href={url} title={url} target="_blank" rel="noopener noreferrer">
        <Icon name="link" />
        <span class="sr-only">Open </span>
        <span class="truncate">{shortUrl(url)}</span>
      </a>
      <CopyButton text={url} label="Copy the first link" compact />
    </span>
  )
}

/** What a message is opened for: its code and its first link to take along, its attachments to download. */
export function MessageQuick({ message, query }: { message: ApiMessage; query: string }): JSX.Element | null {
  const [code] = message.codes
  const link = message.links.find(isWeb)
  const { attachments } = message
  if (code === undefined && link === undefined && attachments.length === 0) return null
  return (
    <div class="head-quick">
      {code !== undefined && (
        <span class="head-code">
          <CopyButton text={code} label={`Code ${code}`} />
        </span>
      )}
      {link !== undefined && <FirstLink url={link.url} />}
      {attachments.slice(0, shownChips).map((part) => (
        <a
          class="button chip"
          key={part.index}
          href={fromRoot(part.url)}
          download={part.filename}
          title={`Download ${part.filename}, ${part.contentType}`}
        >
          <Icon name="paperclip" />
          <span class="truncate">{part.filename}</span>
          <span class="muted">{bytes(part.sizeBytes)}</span>
        </a>
      ))}
      {attachments.length > shownChips && (
        <a class="button chip" href={href(['messages', message.id, 'parts'], { q: query })}>
          +{attachments.length - shownChips}
          <span class="sr-only"> more attachments</span>
        </a>
      )}
    </div>
  )
}
