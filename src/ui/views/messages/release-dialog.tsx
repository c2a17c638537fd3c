import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ApiMessage } from '../../../model/api.ts'
import { send } from '../../api/http.ts'

type Phase = 'ask' | 'sending' | 'sent'

interface Release {
  readonly phase: Phase
  readonly error: string | null
  readonly submit: (event: Event) => Promise<void>
}

function useRelease(message: ApiMessage, recipients: readonly string[]): Release {
  const [state, setState] = useState<{ readonly phase: Phase; readonly error: string | null }>({
    phase: 'ask',
    error: null,
  })
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
  return { ...state, submit }
}

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
  const recipients = to.split(/[\s,;]+/).filter(Boolean)
  const { phase, error, submit } = useRelease(message, recipients)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="release-title" onClose={onClose}>
      <h2 id="release-title">Release to real mailboxes</h2>
      {phase === 'sent' ? (
        <p role="status">Sent to {recipients.join(', ')}.</p>
      ) : (
        <form class="dialog-fields" id="release-form" onSubmit={submit}>
          <p class="muted">
            The exact bytes go to the configured server. Only recipients on its list are accepted.
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
          {error !== null && (
            <p class="search-problem" role="alert">
              {error}
            </p>
          )}
        </form>
      )}
      <Actions phase={phase} recipients={recipients.length} onClose={() => dialog.current?.close()} />
    </dialog>
  )
}

function Actions(props: { phase: Phase; recipients: number; onClose: () => void }): JSX.Element {
  const { phase, recipients } = props
  return (
    <div class="dialog-actions">
      <button type="button" class="button" onClick={props.onClose}>
        {phase === 'sent' ? 'Close' : 'Cancel'}
      </button>
      {phase !== 'sent' && (
        <button class="button primary" form="release-form" disabled={recipients === 0 || phase === 'sending'}>
          Send {recipients > 1 ? `to ${recipients}` : ''}
        </button>
      )}
    </div>
  )
}
