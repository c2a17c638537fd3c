import type { ApiMessageSummary } from '../../model/api.ts'
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

/** Whether new mail is announced by the system. Only ever by the reader's own request. */
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
  if (notifications.get() !== 'on' || !document.hidden || !first) return
  const title = arrived.length === 1 ? first.subject || '(no subject)' : `${arrived.length} new messages`
  const body =
    arrived.length === 1 ? `${first.from || '<>'} → ${first.to.join(', ')} on port ${first.port}` : ''
  const shown = new Notification(title, { body, tag: 'fourport' })
  shown.addEventListener('click', () => {
    window.focus()
    location.hash = arrived.length === 1 ? href(['messages', first.id]) : href(['messages'])
  })
}
