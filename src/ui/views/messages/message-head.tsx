import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { messageUrl } from '../../api/http.ts'
import { Icon } from '../../components/icon.tsx'
import { PortLink } from '../../components/port-tag.tsx'
import { useCell } from '../../lib/cell.ts'
import { bytes } from '../../../model/amounts.ts'
import { fullTime, plural, shortTime } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { withTerm } from '../../lib/query.ts'
import { remoteContentOf } from '../../lib/remote-content.ts'
import { href, route } from '../../lib/route.ts'
import { deleteOne } from '../../state/delete-messages.ts'
import { gone } from '../../state/gone.ts'
import { selectedCount, selection } from '../../state/selection.ts'
import { info } from '../../state/server.ts'
import { CalendarCard } from './calendar-card.tsx'
import { MessageFindings } from './message-findings.tsx'
import { MessagePeople } from './message-people.tsx'
import { MessageQuick } from './message-quick.tsx'
import { MessageSubject } from './message-subject.tsx'
import { MessageTags } from './message-tags.tsx'
import { ReleaseDialog } from './release-dialog.tsx'
import { StepButtons } from './step-buttons.tsx'

interface HeadParts {
  readonly message: ApiMessage
  readonly tab: string
  readonly query: string
  /** Remote content is loaded. */
  readonly remote: boolean
}

function Actions({ message, tab, query }: HeadParts): JSX.Element {
  const [releasing, setReleasing] = useState(false)
  const canRelease = useCell(info)?.features.release ?? false
  const remove = (): void => deleteOne(message.id, route.get().path.slice(2, 3))
  const isGone = useCell(gone).has(message.id)
  const isChoosing = selectedCount(useCell(selection)) > 0
  useKeys(isGone || isChoosing ? {} : { '#': remove })
  if (isGone) return <></>
  return (
    <div class="head-actions">
      <StepButtons id={message.id} tab={tab} query={query} />
      <a class="button" href={messageUrl(message.id, 'raw')} download={`${message.id}.eml`}>
        <Icon name="download" /> .eml
      </a>
      {canRelease && (
        <button type="button" data-changes class="button" onClick={() => setReleasing(true)}>
          <Icon name="send" /> Release
        </button>
      )}
      <button type="button" data-changes class="button" onClick={remove}>
        <Icon name="trash" /> Delete
      </button>
      {releasing && <ReleaseDialog message={message} onClose={() => setReleasing(false)} />}
    </div>
  )
}

/** `9 remote images, 1 tracker kept out` */
function RemoteFact({ html, remote }: { html: string; remote: boolean }): JSX.Element | null {
  const { images, trackers, more } = useMemo(() => remoteContentOf(html), [html])
  if (images + trackers === 0) return null
  const counted = [
    ...(images > 0 ? [plural(images, 'remote image')] : []),
    ...(trackers > 0 ? [plural(trackers, 'tracker')] : []),
  ].join(', ')
  return (
    <span class="head-remote">
      {more && 'at least '}
      {counted} {remote ? 'loaded' : 'kept out'}
    </span>
  )
}

/** How it came. */
function HeadFacts({ message, remote }: HeadParts): JSX.Element {
  return (
    <p class="head-facts">
      <PortLink
        port={message.port}
        secure={message.tls !== null}
        target={href(['messages'], { q: withTerm('', 'port', String(message.port)) })}
      />
      <span>{message.tls ? message.tls.version.replace('v', ' ') : 'unencrypted'}</span>
      {message.user !== null && <span>as {message.user}</span>}
      <time dateTime={message.receivedAt} title={fullTime(message.receivedAt)}>
        {shortTime(message.receivedAt)}
      </time>
      <span>{bytes(message.sizeBytes)}</span>
      <a href={href(['sessions', message.sessionId])}>Session</a>
      {message.html !== null && <RemoteFact html={message.html} remote={remote} />}
    </p>
  )
}

/** Subject, people, what it is opened for, and the ways on. */
export function MessageHead(parts: HeadParts): JSX.Element {
  const { message, query } = parts
  return (
    <header class="message-head">
      <div class="head-top">
        <MessageSubject subject={message.subject} />
        <Actions {...parts} />
      </div>
      <MessagePeople message={message} />
      <HeadFacts {...parts} />
      <MessageTags message={message} />
      <MessageQuick message={message} query={query} />
      <CalendarCard message={message} />
      <MessageFindings message={message} />
      {message.parseError !== null && (
        <p class="head-broken" role="note">
          <Icon name="alert" /> {message.parseError} The source has every byte.
        </p>
      )}
    </header>
  )
}
