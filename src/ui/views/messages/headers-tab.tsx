import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { HeaderField } from '../../../model/parsed-message.ts'

/** Header fields in their order, decoded or as they were sent. */
export function HeadersTab({ headers }: { headers: readonly HeaderField[] }): JSX.Element {
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
        <dl class="facts header-fields">
          {headers.map((field, index) => (
            <div key={index}>
              <dt>{field.name}</dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
