import type { ApiMessageSummary, ApiSessionSummary } from '../../model/api.ts'
import { graveSeverities } from '../../model/judgement.ts'
import { whoIs } from '../../model/who-is.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { href } from '../lib/route.ts'
import { recall, remember } from '../lib/remember.ts'

export type NotificationChoice = 'off' | 'on' | 'refused' | 'missing'

function initial(): NotificationChoice {
  if (typeof Notification === 'undefined') return 'missing'
  if (Notification.permission === 'denied') return 'refused'
  return Notification.permission === 'granted' ? recall('notify', ['off', 'on'], 'off') : 'off'
}

/** Whether new mail, and clients that fail, are announced by the system. Only ever by the reader's own request. */
export const notifications: Cell<NotificationChoice> = cell(initial())

export async function toggleNotifications(): Promise<void> {
  const now = notifications.get()
  if (now === 'missing' || now === 'refused') return
  if (now === 'on') notifications.set('off')
  else notifications.set((await Notification.requestPermission()) === 'granted' ? 'on' : 'refused')
  remember('notify', notifications.get())
}

/** Announces messages while the page is out of sight; many at once as one. */
export function notifyOf(arrived: readonly ApiMessageSummary[]): void {
  const [first] = arrived
  if (!isWanted() || !first) return
  const isOne = arrived.length === 1
  show({
    title: isOne ? first.subject || '(no subject)' : `${arrived.length} new messages`,
    body: isOne ? `${first.from || '<>'} → ${first.to.join(', ')} on port ${first.port}` : '',
    tag: 'fourport',
    place: href(isOne ? ['messages', first.id] : ['messages']),
  })
}

/** Announces sessions that ended with an error or a warning, likewise. What went wrong on purpose is no news. */
export function notifyOfFailures(ended: readonly ApiSessionSummary[]): void {
  const failed = ended.filter(
    ({ onPurpose, findings }) =>
      onPurpose?.verdict !== 'right' &&
      findings.some(({ severity }) => graveSeverities.some((grave) => grave === severity)),
  )
  const [first] = failed
  if (!isWanted() || !first) return
  const isOne = failed.length === 1
  show({
    title: isOne ? `${whoIs(first)} → ${first.port.port} failed` : `${failed.length} sessions failed`,
    body: isOne ? first.summary : '',
    tag: 'fourport-failures',
    place: isOne ? href(['sessions', first.id]) : href(['sessions'], { show: 'findings' }),
  })
}

function isWanted(): boolean {
  return notifications.get() === 'on' && document.hidden
}

/** One with the same tag takes the place of the one before. */
function show({
  title,
  body,
  tag,
  place,
}: {
  readonly title: string
  readonly body: string
  readonly tag: string
  readonly place: string
}): void {
  const shown = new Notification(title, { body, tag })
  shown.addEventListener('click', () => {
    window.focus()
    location.hash = place
  })
}
