import type { ApiInbox, ApiInboxes, ApiInfo, ApiPort, ApiPorts } from '../../model/api.ts'
import { get } from '../api/http.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'

export const info: Cell<ApiInfo | null> = cell<ApiInfo | null>(null)
export const ports: Cell<readonly ApiPort[]> = cell<readonly ApiPort[]>([])
export const inboxes: Cell<readonly ApiInbox[]> = cell<readonly ApiInbox[]>([])

export async function loadServer(): Promise<void> {
  const [newInfo, newPorts] = await Promise.all([get<ApiInfo>('info'), get<ApiPorts>('ports')])
  info.set(newInfo)
  unreadPosition = newInfo.position
  ports.set(newPorts.ports)
}

export async function loadInboxes(): Promise<void> {
  inboxes.set((await get<ApiInboxes>('inboxes')).inboxes)
}

/** Counts of the board and the navigation, kept in step with the events. */
export function countArrival(listener: string, kind: 'messages' | 'sessions'): void {
  ports.update((old) =>
    old.map((port) =>
      port.name === listener
        ? { ...port, received: { ...port.received, [kind]: port.received[kind] + 1 } }
        : port,
    ),
  )
  addToCount(kind, 1)
}

/** The number of unread messages is of this position: what came up to there is in it. */
let unreadPosition = 0

/** What the server says of the number. */
export function setUnread({
  unread,
  position,
}: {
  readonly unread: number
  readonly position: number
}): void {
  unreadPosition = position
  info.update((old) => (old === null ? null : { ...old, counts: { ...old.counts, unread } }))
}

/** A message has come. */
export function countUnread(position: number, more: 0 | 1): void {
  const now = info.get()
  if (now !== null && position > unreadPosition) setUnread({ unread: now.counts.unread + more, position })
}

/** Those that left because of a limit, not because somebody deleted them. */
export function countEvicted(kind: 'evictedMessages' | 'evictedSessions', more: number): void {
  info.update((old) =>
    old === null ? null : { ...old, counts: { ...old.counts, [kind]: old.counts[kind] + more } },
  )
}

export function addToCount(kind: 'messages' | 'sessions', more: number): void {
  info.update((old) =>
    old === null ? null : { ...old, counts: { ...old.counts, [kind]: Math.max(0, old.counts[kind] + more) } },
  )
}
