import type { ApiMessageSummary, ApiSessionSummary } from '../../model/api.ts'
import type { ApiEvents } from '../../model/api-events.ts'
import { cell } from '../lib/cell.ts'
import type { Cell } from '../lib/cell.ts'
import { markGone } from './gone.ts'
import { loadFaults, putFault } from './faults.ts'
import { notifyOf, notifyOfFailures } from './notifications.ts'
import { messages, messagesArrived, messagesLabelled, messagesRemoved, search } from './messages.ts'
import { putScenario } from './scenarios.ts'
import {
  addToCount,
  countArrival,
  countEvicted,
  countUnread,
  info,
  loadInboxes,
  loadServer,
  setUnread,
} from './server.ts'
import { tagsSeen } from './tags.ts'
import { sessions } from './sessions.ts'
import { followEvents } from '../stream/follow-events.ts'
import { troublesChanged } from './troubles.ts'
import { loadVerify, putVerify } from './verify.ts'

export type LiveState = 'connecting' | 'live' | 'lost'
export const live: Cell<LiveState> = cell<LiveState>('connecting')
/** Since when the connection is lost; null: it is there. */
export const lostAt: Cell<number | null> = cell<number | null>(null)
/** Why the page could not load what it shows; null: it could. */
export const loadFailure: Cell<string | null> = cell<string | null>(null)

type Change = { readonly position: number } & (
  | { readonly type: 'message'; readonly data: ApiMessageSummary }
  | { readonly type: 'session' | 'session-open' | 'session-reviewed'; readonly data: ApiSessionSummary }
  | { readonly type: 'removed' | 'sessions-removed'; readonly data: ApiEvents['removed'] }
  | { readonly type: 'labels'; readonly data: ApiEvents['labels'] }
  | { readonly type: 'verify'; readonly data: ApiEvents['verify'] }
  | { readonly type: 'scenario'; readonly data: ApiEvents['scenario'] }
)

/** Events that wait: for the lists to be loaded, or for the next flush. */
let waiting: Change[] = []
let loaded = false
let flushTimer: ReturnType<typeof setTimeout> | null = null

/** Many events are applied at once: a burst of thousands must not render thousands of times. */
const flushMs = 40

function flush(): void {
  flushTimer = null
  const changes = waiting
  waiting = []
  // The counts that came with `info` hold everything up to its position.
  const counted = info.get()?.position ?? 0
  const uncounted = changes.filter((change) => change.position > counted)
  const arrived = changes.flatMap((change) => (change.type === 'message' ? [change.data] : []))
  const seen = changes.flatMap((change) =>
    change.type === 'session' || change.type === 'session-open' || change.type === 'session-reviewed'
      ? [change.data]
      : [],
  )
  const removals = changes.flatMap((change) =>
    change.type === 'removed' || change.type === 'sessions-removed' ? [change.data] : [],
  )
  if (arrived.length > 0) {
    messagesArrived(arrived)
    tagsSeen(arrived.map(({ tags }) => tags))
    notifyOf(arrived)
  }
  if (seen.length > 0) sessions.put(seen)
  notifyOfFailures(changes.flatMap((change) => (change.type === 'session' ? [change.data] : [])))
  if (seen.length > 0 || removals.length > 0) troublesChanged()
  const judged = changes.flatMap((change) => (change.type === 'verify' ? [change.data] : []))
  putVerify(judged)
  // What is said of the run as a whole is in no event.
  if (judged.at(-1)?.running === false) loadVerify().catch(notLoaded)
  for (const change of changes) {
    if (change.type === 'scenario') putScenario(change.data)
    if (change.type !== 'labels') continue
    messagesLabelled(change.data.changes)
    setUnread(change.data)
    labelsRevision = change.data.revision
    tagsSeen(change.data.changes.map(({ tags = [] }) => tags))
  }
  if (removals.length > 0) {
    markGone(removals)
    for (const removal of removals) messagesRemoved(removal)
    sessions.remove(new Set(removals.flatMap((removal) => removal.ids)))
  }
  for (const change of uncounted) {
    if (change.type === 'message') {
      countArrival(change.data.listener, 'messages')
      countUnread(change.position, change.data.isRead ? 0 : 1)
    } else if (change.type === 'session') countArrival(change.data.port.name, 'sessions')
    else if (change.type === 'removed') countRemoval('messages', 'evictedMessages', change.data)
    else if (change.type === 'sessions-removed') countRemoval('sessions', 'evictedSessions', change.data)
  }
}

function countRemoval(
  kept: 'messages' | 'sessions',
  evicted: 'evictedMessages' | 'evictedSessions',
  { ids, reason }: ApiEvents['removed'],
): void {
  addToCount(kept, -ids.length)
  if (reason !== 'deleted') countEvicted(evicted, ids.length)
}

function schedule(): void {
  if (loaded && flushTimer === null && waiting.length > 0) flushTimer = setTimeout(flush, flushMs)
}

async function loadAll(): Promise<void> {
  loaded = false
  waiting = []
  try {
    const searching = search.get() !== ''
    await Promise.all([
      loadServer().then(loadVerify),
      sessions.reload(),
      loadInboxes(),
      loadFaults(),
      ...(searching ? [] : [messages.reload()]),
    ])
    // A search may name a port, which is known only now.
    if (searching) await messages.reload()
    loadFailure.set(null)
  } catch (error) {
    notLoaded(error)
  }
  loaded = true
  schedule()
}

function notLoaded(error: unknown): void {
  loadFailure.set(error instanceof Error ? error.message : String(error))
}

/** Of the read marks and tags that the page knows. */
let labelsRevision = 0

async function onReady(ready: ApiEvents['ready']): Promise<void> {
  const areLabelsKnown = ready.labels === labelsRevision
  labelsRevision = ready.labels
  const before = info.get()
  live.set('live')
  lostAt.set(null)
  // What happened before there was a stream was told to nobody.
  troublesChanged()
  // A server that started anew has nothing of what the page shows; its positions begin again.
  const started = before === null ? null : before.startedAt
  const resumed = started !== null && ready.complete
  if (!resumed) return loadAll()
  // These have no place in the stream: what happened to them meanwhile is not told again. What comes now is put on top.
  loaded = false
  try {
    await Promise.all([
      loadServer().then(loadVerify),
      loadFaults(),
      ...(areLabelsKnown ? [] : [messages.reload()]),
    ])
  } finally {
    loaded = true
    schedule()
  }
  if (info.get()?.startedAt !== started) await loadAll()
}

/** Follows what happens on the server, from now on. */
export function startLive(): void {
  followEvents((told) => {
    if (told.type === 'lost') {
      live.set('lost')
      lostAt.update((at) => at ?? Date.now())
      if (info.get() === null) loadFailure.set('The server does not answer. Is it still running?')
      return
    }
    const data: unknown = JSON.parse(told.data)
    if (told.name === 'ready') void onReady(data as ApiEvents['ready'])
    else if (told.name === 'fault') putFault(data as ApiEvents['fault'])
    else {
      waiting.push({ type: told.name, position: Number(told.id), data } as Change)
      schedule()
    }
  })
}
