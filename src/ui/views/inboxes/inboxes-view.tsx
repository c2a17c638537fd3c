import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ApiInbox, ApiPort } from '../../../model/api.ts'
import { labelChars } from '../../../model/inbox-names.ts'
import { localName } from '../../../model/local-name.ts'
import { send } from '../../api/http.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { PaneError } from '../../components/pane-error.tsx'
import { modeInWords } from '../../components/rail.tsx'
import { useCell } from '../../lib/cell.ts'
import { href } from '../../lib/route.ts'
import { deleteLater, deletion, shownOf } from '../../state/deletion.ts'
import { inboxes, loadInboxes, ports } from '../../state/server.ts'
import { InboxMail } from './inbox-mail.tsx'

/** It is the title where there is no other. */
function Address({ inbox: { id, address, name } }: { inbox: ApiInbox }): JSX.Element {
  const Title = name === null ? 'h2' : 'p'
  return (
    <Title class={`inbox-address ${name === null ? '' : 'inbox-named'}`}>
      {name === null ? <a href={href(['messages'], { q: `inbox:${id}` })}>{address}</a> : address}
      <CopyButton text={address} label="Copy address" compact />
    </Title>
  )
}

function Inbox({ inbox, onDelete }: { inbox: ApiInbox; onDelete: () => void }): JSX.Element {
  const [visible, setVisible] = useState(false)
  return (
    <li class="inbox">
      <div class="inbox-who">
        {inbox.name !== null && (
          <h2 class="inbox-name">
            <a href={href(['messages'], { q: `inbox:${inbox.id}` })}>{inbox.name}</a>
          </h2>
        )}
        <Address inbox={inbox} />
        {inbox.purpose !== null && <p class="inbox-purpose">{inbox.purpose}</p>}
        <InboxMail inbox={inbox} />
      </div>
      <dl class="inbox-facts">
        <div>
          <dt>User</dt>
          <dd class="mono">
            {inbox.user}
            <CopyButton text={inbox.user} label="Copy user" compact />
          </dd>
        </div>
        <div>
          <dt>Password</dt>
          <dd class="mono">
            {visible ? inbox.password : '••••••••'}
            <button
              type="button"
              class="button quiet"
              aria-pressed={visible}
              onClick={() => setVisible(!visible)}
            >
              {visible ? 'Hide' : 'Show'}
            </button>
            <CopyButton text={inbox.password} label="Copy password" compact />
          </dd>
        </div>
      </dl>
      <span class="inbox-actions">
        <SmtpUrl inbox={inbox} />
        <button type="button" data-changes class="button" onClick={onDelete}>
          <Icon name="trash" /> Delete
        </button>
      </span>
    </li>
  )
}

/** The port for apps, or the first there is. */
function portToSend(all: readonly ApiPort[]): ApiPort | undefined {
  return all.find(({ profile }) => profile === 'submission') ?? all[0]
}

/** Host, port and login in one line, as many settings take them. */
function SmtpUrl({ inbox }: { inbox: ApiInbox }): JSX.Element | null {
  const port = portToSend(useCell(ports))
  if (port === undefined) return null
  const scheme = port.now.tls === 'implicit' ? 'smtps' : 'smtp'
  const url = `${scheme}://${inbox.user}:${inbox.password}@${localName(port.host)}:${port.port}`
  return <CopyButton text={url} label="Copy SMTP URL" />
}

/** Where mail for any inbox is sent. */
function SendTo(): JSX.Element | null {
  const all = useCell(ports)
  const [first] = all
  if (first === undefined) return null
  return (
    <p class="inboxes-to">
      Send to <code>{localName(first.host)}</code>, port{' '}
      {all.map((port, at) => (
        <span key={port.name}>
          {at > 0 && ', '}
          <a href={href(['ports', port.name])}>{port.port}</a> ({modeInWords[port.now.tls]})
        </span>
      ))}
      .
    </p>
  )
}

/** Makes one, with a name and what it is for, if these are given. */
function NewInbox({ make }: { make: (path: string) => Promise<void> }): JSX.Element {
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault()
    const form = event.currentTarget
    const query = new URLSearchParams()
    for (const [field, text] of new FormData(form))
      if (typeof text === 'string' && text.trim() !== '') query.set(field, text.trim())
    void make(`inboxes${query.size > 0 ? `?${query}` : ''}`)
    form.reset()
  }
  return (
    <form class="inbox-new" data-changes onSubmit={submit}>
      <label>
        Name
        <input class="field" name="name" maxLength={labelChars.name} placeholder="optional" />
      </label>
      <label class="inbox-new-purpose">
        What it is for
        <input class="field" name="purpose" maxLength={labelChars.purpose} placeholder="optional" />
      </label>
      <button type="submit" data-changes class="button primary">
        <Icon name="plus" /> New inbox
      </button>
    </form>
  )
}

function deleteInbox({ id, address }: ApiInbox): void {
  deleteLater({
    words: `Deleted the inbox ${address}`,
    hides: (item) => item.id === id,
    paths: [`inboxes/${encodeURIComponent(id)}`],
    done: () => inboxes.update((old) => old.filter((inbox) => inbox.id !== id)),
  })
}

/** Addresses with credentials of their own, each with a view of its own mail. */
export function InboxesView(): JSX.Element {
  const known = useCell(inboxes)
  useCell(deletion)
  const all = shownOf(known)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
      await loadInboxes()
      setFailure(null)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  // The stream does not report those that a test makes meanwhile.
  useEffect(() => void run(() => Promise.resolve()), [])
  return (
    <div class="inboxes">
      <div class="inboxes-head">
        <h1>Inboxes</h1>
      </div>
      <p class="inboxes-why">
        An inbox is an address with a user and a password of its own. It sees only its own mail, so parallel
        tests can share this server.
      </p>
      <SendTo />
      <NewInbox make={(path) => run(() => send<ApiInbox>('POST', path))} />
      <PaneError error={failure} />
      {all.length > 0 ? (
        <ul class="inbox-list">
          {all.map((inbox) => (
            <Inbox key={inbox.id} inbox={inbox} onDelete={() => deleteInbox(inbox)} />
          ))}
        </ul>
      ) : (
        <p class="muted">
          No inbox yet. Tests make theirs by <code>server.inbox()</code> or <code>POST /api/inboxes</code>.
        </p>
      )}
    </div>
  )
}
