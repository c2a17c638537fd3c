import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { HeaderField } from '../../../../model/parsed-message.ts'
import { plural } from '../../../lib/format.ts'
import type { MessageTab } from './message-tab.ts'

/** What one looks for in a header, in lower case: who, what, when, which thread, how to unsubscribe. */
const important = new Set([
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'return-path',
  'list-id',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'content-type',
  'auto-submitted',
])

function Fields({ fields }: { fields: readonly HeaderField[] }): JSX.Element {
  return (
    <dl class="facts header-fields">
      {fields.map((field, index) => (
        <div key={index}>
          <dt>{field.name}</dt>
          <dd>{field.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Two names are worth a fold no more than they are without it. */
const fewFields = 2

function Decoded({ headers }: { headers: readonly HeaderField[] }): JSX.Element {
  const isImportant = ({ name }: HeaderField): boolean => important.has(name.toLowerCase())
  const rest = headers.filter((field) => !isImportant(field))
  if (rest.length <= fewFields || rest.length === headers.length) return <Fields fields={headers} />
  const names = [...new Set(rest.map(({ name }) => name))].join(', ')
  return (
    <>
      <Fields fields={headers.filter(isImportant)} />
      <details class="header-rest">
        <summary>
          {plural(rest.length, 'more field')} <span class="muted">{names}</span>
        </summary>
        <Fields fields={rest} />
      </details>
    </>
  )
}

/** Header fields: decoded, with those that are seldom looked for folded away, or as they were sent. */
function HeadersTab({ headers }: { headers: readonly HeaderField[] }): JSX.Element {
  const [asSent, setAsSent] = useState(false)
  return (
    <>
      <div class="segments headers-choice" role="group" aria-label="Format of the headers">
        <button type="button" class="button" aria-pressed={!asSent} onClick={() => setAsSent(false)}>
          Decoded
        </button>
        <button type="button" class="button" aria-pressed={asSent} onClick={() => setAsSent(true)}>
          As sent
        </button>
      </div>
      {asSent ? (
        <pre class="code" tabIndex={0} aria-label="Header fields as sent">
          {headers.map((field) => field.raw.replace(/\r?\n$/, '')).join('\n')}
        </pre>
      ) : (
        <Decoded headers={headers} />
      )}
    </>
  )
}

export const headersTab: MessageTab = {
  key: 'headers',
  label: 'Headers',
  render: ({ message }) => <HeadersTab headers={message.headers} />,
}
