import type { JSX } from 'preact'
import { useCell } from '../lib/cell.ts'
import { href, route } from '../lib/route.ts'
import { theme } from '../lib/theme.ts'
import type { Theme } from '../lib/theme.ts'
import { live } from '../state/live.ts'
import { notifications, toggleNotifications } from '../state/notifications.ts'
import { info } from '../state/server.ts'
import { Icon } from './icon.tsx'
import { Logo } from './logo.tsx'

interface Place {
  readonly path: readonly string[]
  readonly key: string
  readonly label: string
}

const mail: readonly Place[] = [
  { path: ['messages'], key: 'messages', label: 'Messages' },
  { path: ['sessions'], key: 'sessions', label: 'Sessions' },
]
const places: readonly Place[] = [
  { path: [], key: '', label: 'Board' },
  ...mail,
  { path: ['inboxes'], key: 'inboxes', label: 'Inboxes' },
  { path: ['try'], key: 'try', label: 'Try' },
  { path: ['verify'], key: 'verify', label: 'Verify' },
]
/** Ports and users are those of the cells there. */
const placesOfVerify: readonly Place[] = [{ path: [], key: '', label: 'Verify' }, ...mail]

const liveWords = {
  connecting: 'Connecting to the server',
  live: 'Live: new mail appears by itself',
  lost: 'Connection lost; trying again',
} as const

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' }
const themeIcon = { auto: 'auto', light: 'sun', dark: 'moon' } as const
const themeWords = { auto: 'as the system', light: 'light', dark: 'dark' } as const

export function Header({ onHelp }: { onHelp: () => void }): JSX.Element {
  return (
    <header class="header">
      <a class="brand" href="#/" aria-label="Fourport, the first view">
        <Logo />
        <span>Fourport</span>
      </a>
      <Views />
      <div class="header-tools">
        <LiveSign />
        <NotifyButton />
        <ThemeButton />
        <button
          type="button"
          class="button quiet icon-only"
          onClick={onHelp}
          title="Keys and searches (?)"
          aria-label="Keys and searches"
        >
          <Icon name="help" />
        </button>
      </div>
    </header>
  )
}

function Views(): JSX.Element {
  const here = useCell(route).path[0] ?? ''
  const { counts, features } = useCell(info) ?? {}
  const current = here === 'ports' || (features?.verify && here === 'verify') ? '' : here
  return (
    <nav class="nav" aria-label="Views">
      {(features?.verify ? placesOfVerify : places).map((place) => (
        <a
          key={place.key}
          href={href(place.path)}
          class="nav-link"
          aria-current={current === place.key ? 'page' : undefined}
        >
          {place.label}
          {place.key === 'messages' && counts && (
            <Count kept={counts.messages} evicted={counts.evictedMessages} />
          )}
          {place.key === 'sessions' && counts && (
            <Count kept={counts.sessions} evicted={counts.evictedSessions} />
          )}
        </a>
      ))}
    </nav>
  )
}

/** How many are kept. Where older ones made room, there were more, which the number says. */
function Count({ kept, evicted }: { kept: number; evicted: number }): JSX.Element {
  const more = evicted > 0 && kept > 0
  return (
    <span class="nav-count" title={more ? `${evicted.toLocaleString('en')} removed to make room` : undefined}>
      {kept.toLocaleString('en')}
      {more && '+'}
    </span>
  )
}

function LiveSign(): JSX.Element {
  const state = useCell(live)
  return (
    <span class={`live live-${state}`} role="status" title={liveWords[state]}>
      <span class="live-dot" />
      <span class="live-word">{state === 'live' ? 'live' : state === 'lost' ? 'offline' : '…'}</span>
      <span class="sr-only">{liveWords[state]}</span>
    </span>
  )
}

/** Nothing where the browser knows no notifications. */
function NotifyButton(): JSX.Element | null {
  const notify = useCell(notifications)
  if (notify === 'missing') return null
  return (
    <button
      type="button"
      class="button quiet icon-only"
      aria-pressed={notify === 'on'}
      disabled={notify === 'refused'}
      onClick={toggleNotifications}
      title={
        notify === 'refused'
          ? 'The browser forbids notifications here'
          : 'Notify me of new mail and of failures'
      }
      aria-label="Notify me of new mail and of failures"
    >
      <Icon name="bell" />
    </button>
  )
}

function ThemeButton(): JSX.Element {
  const look = useCell(theme)
  return (
    <button
      type="button"
      class="button quiet icon-only"
      onClick={() => theme.set(nextTheme[look])}
      title={`Colours: ${themeWords[look]}`}
      aria-label={`Colours: ${themeWords[look]}. Change`}
    >
      <Icon name={themeIcon[look]} />
    </button>
  )
}
