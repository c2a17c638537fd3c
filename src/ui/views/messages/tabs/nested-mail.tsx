import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiAttachment, ApiNestedMail } from '../../../../model/api.ts'
import { bytes } from '../../../../model/amounts.ts'
import type { MailAddress } from '../../../../model/parsed-message.ts'
import { fromRoot, get, getText, pathOf } from '../../../api/http.ts'
import { PaneError } from '../../../components/pane-error.tsx'
import { fullTime } from '../../../lib/format.ts'
import { useLoaded } from '../../../lib/load.ts'
import { recall } from '../../../lib/remember.ts'

/** Text layout of more than this makes any browser stutter. */
const shownCharacters = 300_000

/** More names than this are a list, not a line. */
const shownPeople = 20

const views = { html: 'HTML', text: 'Text', source: 'Source' } as const
type View = keyof typeof views

function Source({ part }: { part: ApiAttachment }): JSX.Element {
  const { value: source, error } = useLoaded(part.url, () => getText(pathOf(part.url)))
  if (source === null) return <PaneError error={error} />
  return <Text text={source} label={`Source of ${part.filename}`} />
}

function Text({ text, label }: { text: string; label: string }): JSX.Element {
  return (
    <>
      {text.length > shownCharacters && (
        <p class="muted">The first {bytes(shownCharacters)} are shown; download it to see all.</p>
      )}
      <pre class="code source" tabIndex={0} aria-label={label}>
        {text.slice(0, shownCharacters)}
      </pre>
    </>
  )
}

function peopleIn(people: readonly MailAddress[]): string {
  const rest = people.length - shownPeople
  const named = people
    .slice(0, shownPeople)
    .map(({ name, address }) => (name === '' ? address : `${name} <${address}>`))
  return named.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function Head({ mail }: { mail: ApiNestedMail }): JSX.Element {
  const attached = mail.attachments.map(({ filename, sizeBytes }) => `${filename} (${bytes(sizeBytes)})`)
  const rows = [
    ['From', peopleIn(mail.from)],
    ['To', peopleIn(mail.to)],
    ['Cc', peopleIn(mail.cc)],
    ['Date', mail.date === null ? '' : fullTime(mail.date)],
    ['Attachments', attached.slice(0, shownPeople).join(', ')],
  ].filter(([, value]) => value !== '')
  return (
    <>
      <h4 class="nested-subject">{mail.subject || '(no subject)'}</h4>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mail.parseError !== null && <p class="head-broken">{mail.parseError} The source has every byte.</p>}
    </>
  )
}

/** The HTML part in a frame like that of the message itself. */
function Html({ part, remote }: { part: ApiAttachment; remote: boolean }): JSX.Element {
  const look = recall('mail-look', ['light', 'dark'], 'light')
  const manner = new URLSearchParams({
    ...(remote && { remote: '1' }),
    ...(look === 'dark' && { dark: '1' }),
  })
  return (
    <div class={`html-stage html-${look} nested-stage`}>
      <iframe
        key={String(manner)}
        class="html-frame"
        title={`${part.filename} as HTML`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        src={`${fromRoot(part.url)}/html?${manner}`}
      />
    </div>
  )
}

/** A mail within this one (RFC 2046 §5.2.1), as a mail. @param remote - Remote content of the message is loaded */
export function NestedMail({ part, remote }: { part: ApiAttachment; remote: boolean }): JSX.Element {
  const { value: mail, error } = useLoaded(part.url, () => get<ApiNestedMail>(`${pathOf(part.url)}/message`))
  const [chosen, choose] = useState<View | null>(null)
  if (mail === null)
    return error === null ? <p class="muted">Loading {bytes(part.sizeBytes)}</p> : <PaneError error={error} />
  const view = chosen ?? (mail.hasHtml ? 'html' : 'text')
  return (
    <article class="nested" aria-label={`The mail ${part.filename}`}>
      <Head mail={mail} />
      <div class="segments" role="group" aria-label={`Views of ${part.filename}`}>
        {(Object.keys(views) as View[])
          .filter((one) => one !== 'html' || mail.hasHtml)
          .map((one) => (
            <button
              key={one}
              type="button"
              class="button"
              aria-pressed={view === one}
              onClick={() => choose(one)}
            >
              {views[one]}
            </button>
          ))}
      </div>
      {view === 'html' && <Html part={part} remote={remote} />}
      {view === 'text' && <Text text={mail.text} label={`Text of ${part.filename}`} />}
      {view === 'source' && <Source part={part} />}
    </article>
  )
}
