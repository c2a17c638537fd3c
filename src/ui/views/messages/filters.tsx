import type { JSX } from 'preact'
import { useCell } from '../../lib/cell.ts'
import { termOf, withTerm } from '../../lib/query.ts'
import { messages } from '../../state/messages.ts'
import { inboxes, ports } from '../../state/server.ts'
import { tags } from '../../state/tags.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

function Filter(props: {
  field: string
  label: string
  none: string
  choices: readonly Choice[]
  query: string
  onChange: (query: string) => void
}): JSX.Element {
  const { field, query, onChange } = props
  const value = termOf(query, field) ?? ''
  const known = value === '' || props.choices.some((choice) => choice.value === value)
  return (
    <select
      class={`field filter ${value === '' ? '' : 'filter-on'}`}
      aria-label={props.label}
      value={value}
      onChange={(event) => onChange(withTerm(query, field, event.currentTarget.value || null))}
    >
      <option value="">{props.none}</option>
      {props.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
      {!known && <option value={value}>{value}</option>}
    </select>
  )
}

/** Users who logged in to send what is loaded; one is offered only where there are any. */
function useLogins(): readonly Choice[] {
  const { items } = useCell(messages.state)
  const users = new Set(items.flatMap((item) => (item.user === null ? [] : [item.user])))
  return [...users].toSorted().map((user) => ({ value: user, label: user }))
}

/** Port, TLS, login and inbox by choice instead of by typing. */
export function Filters({
  query,
  onChange,
}: {
  query: string
  onChange: (query: string) => void
}): JSX.Element {
  const allPorts = useCell(ports).map((port) => ({ value: String(port.port), label: `Port ${port.port}` }))
  const allInboxes = useCell(inboxes).map((inbox) => ({ value: inbox.id, label: inbox.address }))
  const logins = useLogins()
  const allTags = (useCell(tags) ?? []).map((tag) => ({ value: tag, label: tag }))
  const shared = { query, onChange }
  return (
    <div class="filters">
      <Filter field="port" label="Port" none="Any port" choices={allPorts} {...shared} />
      <Filter
        field="tls"
        label="TLS"
        none="TLS or not"
        choices={[
          { value: 'yes', label: 'Under TLS' },
          { value: 'no', label: 'Unencrypted' },
        ]}
        {...shared}
      />
      {(logins.length > 0 || termOf(query, 'user') !== null) && (
        <Filter field="user" label="Login" none="Any login" choices={logins} {...shared} />
      )}
      <Filter
        field="is"
        label="Read"
        none="All mail"
        choices={[
          { value: 'unread', label: 'Unread' },
          { value: 'read', label: 'Read' },
        ]}
        {...shared}
      />
      {(allTags.length > 0 || termOf(query, 'tag') !== null) && (
        <Filter field="tag" label="Tag" none="Any tag" choices={allTags} {...shared} />
      )}
      {allInboxes.length > 0 && (
        <Filter field="inbox" label="Inbox" none="Any inbox" choices={allInboxes} {...shared} />
      )}
    </div>
  )
}
