import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import type { MailAddress } from '../../../model/parsed-message.ts'
import { messageUrl } from '../../api/http.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { useCell } from '../../lib/cell.ts'
import { bytes } from '../../../model/amounts.ts'
import { fullTime, shortTime } from '../../lib/format.ts'
import { useKeys } from '../../lib/keys.ts'
import { namingOf, receivedBy } from '../../lib/recipients.ts'
import { href, route } from '../../lib/route.ts'
import { deleteOne } from '../../state/delete-messages.ts'
import { gone } from '../../state/gone.ts'
import { info } from '../../state/server.ts'
import { MessageFindings } from './message-findings.tsx'
import { ReleaseDialog } from './release-dialog.tsx'

/** So many addresses are shown at once; where there are a few more than that, all are. */
const firstAddresses = 6

function Addresses({
  label,
  list,
  aside,
}: {
  label: string
  list: readonly MailAddress[]
  aside?: string
}): JSX.Element | null {
  const [all, showAll] = useState(list.length <= firstAddresses + 2)
  if (list.length === 0) return null
  const shown = all ? list : list.slice(0, firstAddresses)
  return (
    <div class="head-row">
      <dt>{label}</dt>
      <dd>
        {shown.map((one, index) => (
          <span class="address" key={index}>
            {one.name && <span class="address-name">{one.name} </span>}
            <span class={one.name ? 'muted' : undefined}>{one.name ? `<${one.address}>` : one.address}</span>
            {index < list.length - 1 && ', '}
          </span>
        ))}
        {!all && (
          <button type="button" class="head-more" onClick={() => showAll(true)}>
            and {list.length - firstAddresses} more
          </button>
        )}
        {aside !== undefined && <span class="head-aside">{aside}</span>}
      </dd>
    </div>
  )
}

function Actions({ message }: { message: ApiMessage }): JSX.Element {
  const [releasing, setReleasing] = useState(false)
  const canRelease = useCell(info)?.features.release ?? false
  const remove = (): void => deleteOne(message.id, route.get().path.slice(2, 3))
  const isGone = useCell(gone).has(message.id)
  useKeys(isGone ? {} : { '#': remove })
  if (isGone) return <></>
  return (
    <div class="head-actions">
      <a class="button" href={messageUrl(message.id, 'raw')} download={`${message.id}.eml`}>
        <Icon name="download" /> .eml
      </a>
      {canRelease && (
        <button type="button" class="button" onClick={() => setReleasing(true)}>
          <Icon name="send" /> Release
        </button>
      )}
      <button type="button" class="button" onClick={remove}>
        <Icon name="trash" /> Delete
      </button>
      {releasing && <ReleaseDialog message={message} onClose={() => setReleasing(false)} />}
    </div>
  )
}

/** How it came, and the code that stands in it. */
function HeadFacts({ message }: { message: ApiMessage }): JSX.Element {
  const [code] = message.codes
  return (
    <p class="head-facts">
      <PortTag port={message.port} secure={message.tls !== null} />
      <span>{message.tls ? message.tls.version.replace('v', ' ') : 'unencrypted'}</span>
      {message.user !== null && <span>as {message.user}</span>}
      <time dateTime={message.receivedAt} title={fullTime(message.receivedAt)}>
        {shortTime(message.receivedAt)}
      </time>
      <span>{bytes(message.sizeBytes)}</span>
      <a href={href(['sessions', message.sessionId])}>Session</a>
      {code !== undefined && (
        <span class="head-code">
          code <strong>{code}</strong>
          <CopyButton text={code} label="Copy code" compact />
        </span>
      )}
    </p>
  )
}

/**
 * Subject, people and the ways on. Whoever is in the envelope alone is shown as Bcc; so is a Bcc field, which a client
 * removes before it sends, or else everybody reads it (RFC 5322 §3.6.3).
 */
export function MessageHead({ message }: { message: ApiMessage }): JSX.Element {
  const { header } = message
  const naming = namingOf(message)
  const gets = receivedBy(message)
  const envelopeOnly = message.envelope.rcptTo.filter((address) => naming(address) === 'nowhere')
  return (
    <header class="message-head">
      <div class="head-top">
        <h2 class="head-subject">{message.subject || '(no subject)'}</h2>
        <Actions message={message} />
      </div>
      <dl class="head-rows">
        <Addresses label="From" list={header.from} />
        <Addresses label="To" list={header.to} />
        <Addresses label="Cc" list={header.cc} />
        <Addresses
          label="Bcc"
          list={envelopeOnly.map((address) => ({ name: '', address }))}
          aside="in the envelope only"
        />
        <Addresses
          label="Bcc"
          list={header.bcc.filter(gets)}
          aside="in the header, where everyone can read it: the client should have removed it"
        />
        <Addresses
          label="Bcc"
          list={header.bcc.filter((one) => !gets(one))}
          aside="in the header and not in the envelope: nobody there receives it, and all others can read it"
        />
        <Addresses label="Reply to" list={header.replyTo} />
      </dl>
      <HeadFacts message={message} />
      <MessageFindings message={message} />
      {message.parseError !== null && (
        <p class="head-broken" role="note">
          <Icon name="alert" /> {message.parseError} The source has every byte.
        </p>
      )}
    </header>
  )
}
