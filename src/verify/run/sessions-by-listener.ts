import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SessionRecord } from '../../model/session-record.ts'
import type { Assembled } from '../../server/create-server.ts'

/** The sessions of each listener, from the time when it was asked for. */
export interface SessionsByListener {
  of(listener: string): ListenerSessions
  stop(): void
}

export interface ListenerSessions {
  /** Resolves when one has ended, and none is open. */
  quiet(): Promise<void>
  /** All of them, when none is open any more, or it is enough; then those that are open as they are. */
  ended(enough: AbortSignal): Promise<readonly SessionRecord[]>
}

export function followSessions({ feed, openSessions }: Assembled): SessionsByListener {
  const followers = new Map<string, Follower>()
  const stop = feed.subscribe((event) => {
    if (event.type === 'session') followers.get(event.session.port.name)?.add(event.session)
  })
  return {
    of(listener) {
      const open = (): readonly SessionRecord[] => openSessions().filter(({ port }) => port.name === listener)
      const follower = new Follower(open)
      followers.set(listener, follower)
      return follower
    },
    stop,
  }
}

class Follower implements ListenerSessions {
  readonly #open: () => readonly SessionRecord[]
  readonly #ended: SessionRecord[] = []
  readonly #endedIds = new Set<string>()
  readonly #waiting = new Set<() => void>()

  constructor(open: () => readonly SessionRecord[]) {
    this.#open = open
  }

  add(session: SessionRecord): void {
    this.#ended.push(session)
    this.#endedIds.add(session.id)
    for (const look of this.#waiting) look()
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
    return this.#open().filter(({ id }) => !this.#endedIds.has(id))
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
