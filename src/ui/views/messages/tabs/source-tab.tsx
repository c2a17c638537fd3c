import type { JSX } from 'preact'
import { getText, messageUrl } from '../../../api/http.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import { bytes } from '../../../../model/amounts.ts'
import { useLoaded } from '../../../lib/load.ts'
import type { MessageTab } from './message-tab.ts'

/** Text layout of more than this makes any browser stutter. */
const shownCharacters = 300_000

/** The message as it was received, byte for byte; a very long one in part, whole by download. */
function SourceTab({ id, sizeBytes }: { id: string; sizeBytes: number }): JSX.Element {
  const { value: source, error } = useLoaded(id, () => getText(`messages/${encodeURIComponent(id)}/raw`))
  if (error !== null) return <p role="alert">{error}</p>
  if (source === null) return <p class="muted">Loading {bytes(sizeBytes)}</p>
  const isCut = source.length > shownCharacters
  return (
    <>
      <div class="source-bar">
        <span class="muted">
          {bytes(sizeBytes)} as received{isCut && `, the first ${bytes(shownCharacters)} shown`}
        </span>
        <a class="button" href={messageUrl(id, 'raw')} download={`${id}.eml`}>
          Download
        </a>
        <CopyButton text={source} />
      </div>
      <pre class="code source" tabIndex={0} aria-label="Source of the message">
        {isCut ? source.slice(0, shownCharacters) : source}
      </pre>
    </>
  )
}

export const sourceTab: MessageTab = {
  key: 'source',
  label: 'Source',
  render: ({ message }) => <SourceTab id={message.id} sizeBytes={message.sizeBytes} />,
}
