import type { JSX } from 'preact'
import type { ApiMessageSummary } from '../../../model/api.ts'
import { Icon } from '../../components/icon.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { fullTime, plural, shortTime } from '../../lib/format.ts'

/** `ada@example.test +2`: the envelope's recipients, so also Bcc. */
function recipients(to: readonly string[]): string {
  const [first = '(nobody)'] = to
  return to.length > 1 ? `${first} +${to.length - 1}` : first
}

/** What a reader sees of a message before opening it. */
function Marks({ message }: { message: ApiMessageSummary }): JSX.Element {
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
      <PortTag port={message.port} secure={message.tls !== null} />
    </span>
  )
}

export function MessageRow({
  message,
  isOpen,
  target,
}: {
  message: ApiMessageSummary
  isOpen: boolean
  target: string
}): JSX.Element {
  const from = message.headerFrom?.name || message.headerFrom?.address || message.from || '<>'
  return (
    <a class="row message-row" href={target} aria-current={isOpen ? 'true' : undefined}>
      <span class="row-first">
        <span class="row-who truncate">{from}</span>
        <time class="row-when" dateTime={message.receivedAt} title={fullTime(message.receivedAt)}>
          {shortTime(message.receivedAt)}
        </time>
      </span>
      <span class="row-second">
        <span class="truncate">
          <span class="row-subject">{message.subject || '(no subject)'}</span>
          {message.preview && <span class="row-preview"> {message.preview}</span>}
        </span>
      </span>
      <span class="row-third">
        <span class="truncate">to {recipients(message.to)}</span>
        <Marks message={message} />
      </span>
    </a>
  )
}
