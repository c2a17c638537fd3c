import type { JSX } from 'preact'
import type { TlsMode } from '../../model/port-profile.ts'
import { Icon } from './icon.tsx'

/** One stop of a port's dialogue: what happens there, and whether the line below it is under TLS. */
interface Stop {
  readonly name: string
  readonly aside: string
  readonly boundary?: true
}

interface Course {
  readonly clear: readonly Stop[]
  readonly secure: readonly Stop[]
}

const mail: Stop = { name: 'MAIL RCPT DATA', aside: 'the message' }
const boundary: Stop = { name: 'TLS', aside: 'encrypted from here', boundary: true }

function course(tls: TlsMode, auth: string, isRequired: boolean): Course {
  const login: readonly Stop[] =
    auth === 'off' ? [] : [{ name: 'AUTH', aside: auth === 'required' ? 'required' : 'offered' }]
  const greeting: Stop = { name: '220', aside: 'greeting' }
  if (tls === 'none') {
    const aside = auth === 'off' ? 'unencrypted, no AUTH' : 'unencrypted'
    return { clear: [greeting, { name: 'EHLO', aside }, ...login, mail], secure: [] }
  }
  if (tls === 'implicit') {
    return { clear: [], secure: [boundary, greeting, { name: 'EHLO', aside: 'encrypted' }, ...login, mail] }
  }
  return {
    clear: [
      greeting,
      { name: 'EHLO', aside: 'unencrypted' },
      { name: 'STARTTLS', aside: isRequired ? 'required' : 'if the client wants it' },
    ],
    secure: [boundary, { name: 'EHLO', aside: 'again' }, ...login, mail],
  }
}

/** The course of a session on a port: a dashed line in clear, a solid one under TLS, the padlock where it turns. */
export function Course({
  tls,
  auth,
  isRequired,
}: {
  tls: TlsMode
  auth: string
  isRequired: boolean
}): JSX.Element {
  const { clear, secure } = course(tls, auth, isRequired)
  const stop = (state: 'clear' | 'tls', one: Stop): JSX.Element => (
    <li class={`stop ${one.boundary ? 'boundary' : state}`} key={state + one.name}>
      <span class="stop-mark">{one.boundary && <Icon name="padlock-closed" />}</span>
      <span class="stop-name">{one.name}</span>
      <span class="stop-aside">{one.aside}</span>
    </li>
  )
  return (
    <ol class="course" aria-label="How a session runs">
      {clear.map((one) => stop('clear', one))}
      {secure.map((one) => stop('tls', one))}
    </ol>
  )
}

/** How a port gets to TLS, in words. */
export const modeInWords: Readonly<Record<TlsMode, string>> = {
  none: 'no TLS',
  implicit: 'TLS from the first byte',
  starttls: 'STARTTLS required',
}
