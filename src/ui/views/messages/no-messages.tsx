import type { JSX } from 'preact'
import type { ApiPort } from '../../../model/api.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { PortTag } from '../../components/port-tag.tsx'
import { Code, library } from '../../components/snippets.tsx'
import { modeInWords } from '../../components/rail.tsx'
import { useCell } from '../../lib/cell.ts'
import { readQuery } from '../../lib/query.ts'
import { href } from '../../lib/route.ts'
import { ports } from '../../state/server.ts'

/** What to show while the reader has chosen no library. */
const first = ['nodemailer', 'curl', 'swaks', 'smtplib']

function Lesson({ port }: { port: ApiPort }): JSX.Element | null {
  const chosen = useCell(library)
  const snippet =
    [chosen, ...first].flatMap((name) => port.settings.filter((one) => one.library === name))[0] ??
    port.settings[0]
  if (!snippet) return null
  return (
    <li class="lesson">
      <div class="lesson-head">
        <h3>
          <PortTag port={port.port} secure={port.tls !== 'none'} /> {modeInWords[port.tls]}
        </h3>
        <CopyButton text={snippet.code} />
      </div>
      <Code code={snippet.code} label={`Port ${port.port} with ${snippet.label}`} />
    </li>
  )
}

function LibraryChoice({ all }: { all: readonly ApiPort[] }): JSX.Element | null {
  const chosen = useCell(library)
  const settings = all[0]?.settings ?? []
  if (settings.length < 2) return null
  const value = [chosen, ...first].find((name) => settings.some((one) => one.library === name)) ?? ''
  return (
    <label class="lesson-library">
      Library{' '}
      <select class="field" value={value} onChange={(event) => library.set(event.currentTarget.value)}>
        {settings.map((one) => (
          <option key={one.library} value={one.library}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** An empty list teaches: one snippet for each port. An empty search says how to search. */
export function NoMessages({ query, brief }: { query: string; brief: boolean }): JSX.Element {
  const all = useCell(ports)
  if (query !== '' && readQuery(query).problem !== null)
    return <p class="empty">The search was not understood, so nothing is shown.</p>
  if (query !== '') {
    return (
      <div class="empty">
        <h2>Nothing matches</h2>
        <p>
          Words are searched in addresses, subject, text and file names; <kbd>?</kbd> lists all terms.{' '}
          <a href={href(['messages'])}>Show all messages</a>
        </p>
      </div>
    )
  }
  if (brief || all.length === 0) return <p class="empty">No messages.</p>
  return (
    <div class="empty empty-wide">
      <h2>No mail yet. Send the first one</h2>
      <p>
        Each port expects different settings. Set your client up like this; its mail appears here by itself.
      </p>
      <LibraryChoice all={all} />
      <ul class="lessons">
        {all.slice(0, 4).map((port) => (
          <Lesson key={port.name} port={port} />
        ))}
      </ul>
    </div>
  )
}
