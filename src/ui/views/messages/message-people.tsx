import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import type { MailAddress } from '../../../model/parsed-message.ts'
import { isWide } from '../../lib/cursor.ts'
import { withTerm } from '../../lib/query.ts'
import { namingOf, receivedBy } from '../../lib/recipients.ts'
import { href } from '../../lib/route.ts'

interface People {
  readonly label: string
  /** Of the search that finds others with the same address; null: there is none. */
  readonly field: 'from' | 'to' | 'cc' | 'bcc' | null
  readonly list: readonly MailAddress[]
  readonly aside?: string
}

function Address({
  one,
  last,
  field,
}: {
  one: MailAddress
  last: boolean
  field: People['field']
}): JSX.Element {
  const words = one.name ? `<${one.address}>` : one.address
  return (
    <span class="address">
      {one.name && <span class="address-name">{one.name} </span>}
      {field === null || one.address === '' ? (
        <span class={one.name ? 'muted' : undefined}>{words}</span>
      ) : (
        <a
          class={`address-link ${one.name ? 'muted' : ''}`}
          href={href(['messages'], { q: withTerm('', field, one.address) })}
          title={`Find ${field}:${one.address}`}
        >
          {words}
        </a>
      )}
      {!last && ', '}
    </span>
  )
}

/** One line, and all of them when it is unfolded. */
function Addresses({ label, field, list, aside }: People): JSX.Element | null {
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
            <Address key={index} one={one} last={index === shown.length - 1} field={field} />
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
    { label: 'From', field: 'from', list: header.from },
    { label: 'To', field: 'to', list: header.to },
    { label: 'Cc', field: 'cc', list: header.cc },
    {
      label: 'Bcc',
      field: 'bcc',
      list: envelopeOnly.map((address) => ({ name: '', address })),
      aside: 'in the envelope only',
    },
    {
      label: 'Bcc',
      field: 'bcc',
      list: header.bcc.filter(gets),
      aside: 'in the header, where everyone can read it: the client should have removed it',
    },
    {
      label: 'Bcc',
      field: 'bcc',
      list: header.bcc.filter((one) => !gets(one)),
      aside: 'in the header and not in the envelope: nobody there receives it, and all others can read it',
    },
    { label: 'Reply to', field: null, list: header.replyTo },
  ]
  return (
    <dl class="head-rows">
      {rows.map((row, index) => (
        <Addresses key={index} {...row} />
      ))}
    </dl>
  )
}
