import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { send } from '../../api/http.ts'

/** Sends the message on to the real server that is configured; to whom is the reader's to say. */
export function ReleaseDialog({
  message,
  onClose,
}: {
  message: ApiMessage
  onClose: () => void
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  const [to, setTo] = useState(message.to.join(', '))
  const [state, setState] = useState<{
    readonly phase: 'ask' | 'sending' | 'sent'
    readonly error: string | null
  }>({
    phase: 'ask',
    error: null,
  })
  useEffect(() => dialog.current?.showModal(), [])
  const recipients = to.split(/[\s,;]+/).filter(Boolean)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    setState({ phase: 'sending', error: null })
    try {
      await send('POST', `messages/${encodeURIComponent(message.id)}/release`, { to: recipients })
      setState({ phase: 'sent', error: null })
    } catch (error) {
      setState({ phase: 'ask', error: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="release-title" onClose={onClose}>
      <h2 id="release-title">Release to real mailboxes</h2>
      {state.phase === 'sent' ? (
        <p role="status">Sent to {recipients.join(', ')}.</p>
      ) : (
        <form class="dialog-fields" id="release-form" onSubmit={submit}>
          <p class="muted">
            The exact bytes go to the configured server. Only recipients on its list are taken.
          </p>
          <label>
            Recipients
            <textarea
              class="field"
              rows={3}
              value={to}
              onInput={(event) => setTo(event.currentTarget.value)}
            />
          </label>
          {state.error !== null && (
            <p class="search-problem" role="alert">
              {state.error}
            </p>
          )}
        </form>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {state.phase === 'sent' ? 'Close' : 'Cancel'}
        </button>
        {state.phase !== 'sent' && (
          <button
            class="button primary"
            form="release-form"
            disabled={recipients.length === 0 || state.phase === 'sending'}
          >
            Send {recipients.length > 1 ? `to ${recipients.length}` : ''}
          </button>
        )}
      </div>
    </dialog>
  )
}
