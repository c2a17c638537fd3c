import type { JSX } from 'preact'
import type { ApiMessageSummary } from '../../../model/api.ts'
import { Icon } from '../../components/icon.tsx'
import { PortLink } from '../../components/port-tag.tsx'
import { useCell } from '../../lib/cell.ts'
import { fullTime, plural, timeAgo } from '../../lib/format.ts'
import { now } from '../../lib/now.ts'
import { withTerm } from '../../lib/query.ts'
import { href } from '../../lib/route.ts'
import { extendTo, toggle } from '../../state/selection.ts'

/** `ada@example.test +2`: the envelope's recipients, so also Bcc. */
function recipients(to: readonly string[]): string {
  const [first = '(nobody)'] = to
  return to.length > 1 ? `${first} +${to.length - 1}` : first
}

/** More would leave no room for the subject. */
const shownTags = 2

function Tags({ tags, query }: { tags: readonly string[]; query: string }): JSX.Element {
  const rest = tags.length - shownTags
  return (
    <>
      {tags.slice(0, shownTags).map((tag) => (
        <a
          key={tag}
          class="tag truncate"
          href={href(['messages'], { q: withTerm(query, 'tag', tag) })}
          title={`Only what has the tag ${tag}`}
        >
          {tag}
        </a>
      ))}
      {rest > 0 && (
        <span class="row-more" title={tags.slice(shownTags).join(', ')}>
          +{rest}
        </span>
      )}
    </>
  )
}

/** What a reader sees of a message before opening it. */
function Marks({ message, query, showPort }: Shown): JSX.Element {
  return (
    <span class="row-marks">
      {message.parseError !== null && (
        <span class="row-broken" title={message.parseError}>
          <Icon name="alert" />
          <span class="sr-only">could not be parsed whole</span>
        </span>
      )}
      {message.bccInHeader && (
        <span class="row-bcc" title="Bcc was sent in the header, for every recipient to read">
          Bcc visible
        </span>
      )}
      {message.attachmentCount > 0 && (
        <span class="row-clip">
          <Icon name="paperclip" />
          {message.attachmentCount}
          <span class="sr-only"> {plural(message.attachmentCount, 'attachment')}</span>
        </span>
      )}
      <Tags tags={message.tags} query={query} />
      {showPort && (
        <PortLink
          port={message.port}
          secure={message.tls !== null}
          target={href(['messages'], { q: withTerm(query, 'port', String(message.port)) })}
        />
      )}
    </span>
  )
}

/** One click chooses it, another with shift all up to it. */
function Choose({ id, subject, isChosen }: { id: string; subject: string; isChosen: boolean }): JSX.Element {
  return (
    <label class="row-choose">
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={`Choose ${subject}`}
        onClick={(event) => {
          if (event.shiftKey) void extendTo(id)
          else toggle(id)
        }}
      />
    </label>
  )
}

interface Shown {
  readonly message: ApiMessageSummary
  readonly query: string
  /** Whether the ports of the list differ. */
  readonly showPort: boolean
}

export interface MessageRowProps extends Shown {
  readonly isOpen: boolean
  readonly isChosen: boolean
  /** Address of the open message. */
  readonly target: string
}

export function MessageRow({ isOpen, isChosen, target, ...shown }: MessageRowProps): JSX.Element {
  const { message } = shown
  const { id, receivedAt, isRead } = message
  const from = message.headerFrom?.name || message.headerFrom?.address || message.from || '<>'
  const subject = message.subject || '(no subject)'
  const states = [isRead ? '' : 'row-unread', isOpen ? 'row-current' : '', isChosen ? 'row-chosen' : '']
  return (
    <div class={['row message-row', ...states].filter(Boolean).join(' ')} data-id={id}>
      <Choose id={id} subject={subject} isChosen={isChosen} />
      <a
        class="row-link"
        href={target}
        aria-current={isOpen ? 'true' : undefined}
        onClick={(event) => {
          if (!event.shiftKey) return
          event.preventDefault()
          void extendTo(id)
        }}
      >
        <span class="row-line">
          {!isRead && <span class="sr-only">Unread: </span>}
          <span class="row-who truncate">{from}</span>
          <span class="row-to truncate">to {recipients(message.to)}</span>
        </span>
        <span class="row-line truncate">
          <span class="row-subject">{subject}</span>
          {message.preview && <span class="row-preview"> {message.preview}</span>}
        </span>
      </a>
      <span class="row-side">
        <time class="row-when" dateTime={receivedAt} title={fullTime(receivedAt)}>
          {timeAgo(receivedAt, useCell(now))}
        </time>
        <Marks {...shown} />
      </span>
    </div>
  )
}
