import type { Feed } from '../store/store.ts'

/** Messages and ended sessions per listener since the start, whatever was deleted since. */
export interface Received {
  /** All listeners together. */
  total(): { readonly messages: number; readonly bytes: number }
  of(listener: string): { readonly messages: number; readonly sessions: number }
  stop(): void
}

/** Counts along with the feed. */
export function countReceived(feed: Feed): Received {
  const total = { messages: 0, bytes: 0 }
  const counts = new Map<string, { messages: number; sessions: number }>()
  const at = (listener: string) => {
    let count = counts.get(listener)
    if (!count) counts.set(listener, (count = { messages: 0, sessions: 0 }))
    return count
  }
  const stop = feed.subscribe((event) => {
    if (event.type === 'message') {
      total.messages++
      total.bytes += event.message.sizeBytes
      at(event.message.origin.listener).messages++
    } else if (event.type === 'session') at(event.session.port.name).sessions++
  })
  return { total: () => ({ ...total }), of: (listener) => ({ ...at(listener) }), stop }
}
