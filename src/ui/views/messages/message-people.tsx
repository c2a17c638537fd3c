import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import type { MailAddress } from '../../../model/parsed-message.ts'
import { isWide } from '../../lib/cursor.ts'
import { namingOf, receivedBy } from '../../lib/recipients.ts'

interface People {
  readonly label: string
  readonly list: readonly MailAddress[]
  readonly aside?: string
}

function Address({ one, last }: { one: MailAddress; last: boolean }): JSX.Element {
  return (
    <span class="address">
      {one.name && <span class="address-name">{one.name} </span>}
      <span class={one.name ? 'muted' : undefined}>{one.name ? `<${one.address}>` : one.address}</span>
      {!last && ', '}
    </span>
  )
}

/** One line, and all of them when it is unfolded. */
function Addresses({ label, list, aside }: People): JSX.Element | null {
  const [all, showAll] = useState(false)
  if (list.length === 0) return null
  const fits = isWide() ? 2 : 1
  // "+1" takes the place of the one that it hides.
  const isFolded = !all && list.length > fits + 1
  const shown = isFolded ? list.slice(0, fits) : list
  return (
    <div class="head-row">
      <dt>{label}</dt>
      <dd class={isFolded ? 'head-folded' : undefined}>
        <span class="head-addresses">
          {shown.map((one, index) => (
            <Address key={index} one={one} last={index === shown.length - 1} />
          ))}
        </span>
        {isFolded && (
          <button
            type="button"
            class="head-more"
            aria-label={`Show ${list.length - shown.length} more in ${label}`}
            onClick={() => showAll(true)}
          >
            +{list.length - shown.length}
          </button>
        )}
        {aside !== undefined && <span class="head-aside">{aside}</span>}
      </dd>
    </div>
  )
}

/**
 * Sender and recipients. Whoever is in the envelope alone is shown as Bcc; so is a Bcc field, which a client removes
 * before it sends, or else everybody reads it (RFC 5322 §3.6.3).
 */
export function MessagePeople({ message }: { message: ApiMessage }): JSX.Element {
  const { header } = message
  const naming = namingOf(message)
  const gets = receivedBy(message)
  const envelopeOnly = message.envelope.rcptTo.filter((address) => naming(address) === 'nowhere')
  const rows: readonly People[] = [
    { label: 'From', list: header.from },
    { label: 'To', list: header.to },
    { label: 'Cc', list: header.cc },
    {
      label: 'Bcc',
      list: envelopeOnly.map((address) => ({ name: '', address })),
      aside: 'in the envelope only',
    },
    {
      label: 'Bcc',
      list: header.bcc.filter(gets),
      aside: 'in the header, where everyone can read it: the client should have removed it',
    },
    {
      label: 'Bcc',
      list: header.bcc.filter((one) => !gets(one)),
      aside: 'in the header and not in the envelope: nobody there receives it, and all others can read it',
    },
    { label: 'Reply to', list: header.replyTo },
  ]
  return (
    <dl class="head-rows">
      {rows.map((row, index) => (
        <Addresses key={index} {...row} />
      ))}
    </dl>
  )
}
