import type { JSX } from 'preact'
import type { ApiAttachment, ApiMessage } from '../../../model/api.ts'
import { getText, pathOf } from '../../api/http.ts'
import { Icon } from '../../components/icon.tsx'
import { plural } from '../../lib/format.ts'
import { readInvitation, whenWords, type Invitation } from '../../lib/invitation.ts'
import { useLoaded } from '../../lib/load.ts'

/** A larger one is no invitation but a whole calendar. */
const largestBytes = 64 * 1024

/** The calendar part of a message, by its type or by its name; undefined: there is none to show. */
function calendarOf({ attachments }: ApiMessage): ApiAttachment | undefined {
  return attachments.find(
    ({ contentType, filename, sizeBytes }) =>
      sizeBytes <= largestBytes &&
      (/^(?:text\/calendar|application\/ics)$/i.test(contentType) || /\.ics$/i.test(filename)),
  )
}

const methodWords: Readonly<Record<string, string>> = {
  REQUEST: 'Invitation',
  CANCEL: 'Cancelled',
  REPLY: 'Reply to an invitation',
}

function rowsOf(invitation: Invitation): readonly (readonly [string, string])[] {
  const { location, organizer, attendees, repeats } = invitation
  const when = whenWords(invitation)
  return [
    ['When', when === '' ? 'no time that can be read' : when + (repeats ? ', repeated' : '')],
    ...(location === '' ? [] : [['Where', location] as const]),
    ...(organizer === '' ? [] : [['Organizer', organizer] as const]),
    ...(attendees === 0 ? [] : [['Invited', plural(attendees, 'person', 'people')] as const]),
  ]
}

function Card({ part }: { part: ApiAttachment }): JSX.Element | null {
  const { value: text, error } = useLoaded(part.url, () => getText(pathOf(part.url)))
  if (error !== null) return <p role="alert">{error}</p>
  const invitation = text === null ? null : readInvitation(text)
  // No event: it is an attachment as any other.
  if (invitation === null) return null
  return (
    <section class="calendar" aria-label="Invitation">
      <p class="calendar-kind">
        <Icon name="calendar" /> {methodWords[invitation.method] ?? 'Event'}
      </p>
      <h3 class="calendar-summary">{invitation.summary || '(no summary)'}</h3>
      <dl>
        {rowsOf(invitation).map(([name, value]) => (
          <div class="head-row" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What, when, where and by whom, where the message invites to something. */
export function CalendarCard({ message }: { message: ApiMessage }): JSX.Element | null {
  const part = calendarOf(message)
  return part === undefined ? null : <Card part={part} />
}
