import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Assembled } from '../../server/create-server.ts'

/** The sessions of each listener, from the time when it was asked for. */
export interface SessionsByListener {
  of(listener: string): ListenerSessions
  stop(): void
}

/** What has come by now. */
export interface SoFar {
  readonly connections: number
  /** Whether one of them is still there. */
  readonly open: boolean
  /** Messages that were accepted. */
  readonly accepted: number
}

export interface ListenerSessions {
  /** Resolves when the first has begun. */
  begun(): Promise<void>
  /** Whether one begins before it is enough. */
  begins(enough: AbortSignal): Promise<boolean>
  soFar(): SoFar
  /** Resolves when one has ended, and none is open. */
  quiet(): Promise<void>
  /** All of them, when none is open any more, or it is enough; then those that are open as they are. */
  ended(enough: AbortSignal): Promise<readonly SessionRecord[]>
}

type FollowedServer = Pick<Assembled, 'feed' | 'openSessions' | 'watch'>

export function followSessions({ feed, openSessions, watch }: FollowedServer): SessionsByListener {
  const followers = new Map<string, Follower>()
  const stopFeed = feed.subscribe((event) => {
    if (event.type === 'session') followers.get(event.session.port.name)?.add(event.session)
  })
  // A snapshot for each segment that comes would cost more than all the rest.
  const known = new Set<string>()
  const stopWatch = watch((session) => {
    if (known.has(session.id)) return
    known.add(session.id)
    followers.get(session.snapshot().port.name)?.begin(session.id)
  })
  return {
    of(listener) {
      const open = (): readonly SessionRecord[] => openSessions().filter(({ port }) => port.name === listener)
      const follower = new Follower(open)
      followers.set(listener, follower)
      return follower
    },
    stop() {
      stopFeed()
      stopWatch()
    },
  }
}

class Follower implements ListenerSessions {
  readonly #open: () => readonly SessionRecord[]
  readonly #ended: SessionRecord[] = []
  readonly #endedIds = new Set<string>()
  readonly #waiting = new Set<() => void>()
  /** Those of an earlier run. */
  readonly #before: ReadonlySet<string>
  #hasBegun = false

  constructor(open: () => readonly SessionRecord[]) {
    this.#open = open
    this.#before = new Set(open().map(({ id }) => id))
  }

  begin(id: string): void {
    if (this.#before.has(id)) return
    this.#hasBegun = true
    for (const look of this.#waiting) look()
  }

  add(session: SessionRecord): void {
    if (this.#before.has(session.id)) return
    this.#hasBegun = true
    this.#ended.push(session)
    this.#endedIds.add(session.id)
    for (const look of this.#waiting) look()
  }

  async begun(): Promise<void> {
    await this.#until(() => this.#hasBegun, null)
  }

  async begins(enough: AbortSignal): Promise<boolean> {
    await this.#until(() => this.#hasBegun, enough)
    return this.#hasBegun
  }

  soFar(): SoFar {
    const open = this.#stillOpen()
    const all = [...this.#ended, ...open]
    const accepted = all.reduce((sum, { messages }) => sum + messages.length, 0)
    return { connections: all.length, open: open.length > 0, accepted }
  }

  async quiet(): Promise<void> {
    await this.#until(() => this.#ended.length > 0 && this.#stillOpen().length === 0, null)
  }

  async ended(enough: AbortSignal): Promise<readonly SessionRecord[]> {
    // Of a client that has just left, the system may hold a connection that was not accepted yet.
    await nextTurn()
    await nextTurn()
    await this.#until(() => this.#stillOpen().length === 0, enough)
    const all = [...this.#ended, ...this.#stillOpen()]
    return all.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
  }

  /** One that has ended is among the open ones until the store has it. */
  #stillOpen(): readonly SessionRecord[] {
    return this.#open().filter(({ id }) => !this.#endedIds.has(id) && !this.#before.has(id))
  }

  #until(holds: () => boolean, enough: AbortSignal | null): Promise<void> {
    if (holds() || enough?.aborted === true) return Promise.resolve()
    return new Promise((resolve) => {
      const done = (): void => {
        enough?.removeEventListener('abort', done)
        this.#waiting.delete(look)
        resolve()
      }
      const look = (): void => void (holds() && done())
      enough?.addEventListener('abort', done)
      this.#waiting.add(look)
    })
  }
}
