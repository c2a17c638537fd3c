import { type Eventual, heldForLater, whenThere, whereTrue } from '../base/eventual.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { stillOpen } from './still-open.ts'
import type { Store } from './store.ts'
import type { FailedWait } from './wait-errors.ts'

type Sees = (session: SessionRecord) => Eventual<boolean>

/** As many as fit under a failed test's name. */
const earlierSessionsShown = 3
const sessionsShown = 50
/** Among so many of the latest they are looked for. */
const earlierSessionsSearched = 200

/** The sessions of the time of a wait, from when it is made until it is stopped. */
export class WaitSessions {
  readonly stop: () => void
  readonly #store: Store
  readonly #sees: Sees
  /** The last that had ended before. */
  readonly #latest: Eventual<readonly SessionRecord[]>
  readonly #closed: Eventual<SessionRecord | null>[] = []

  constructor(store: Store, sees: Sees) {
    this.#store = store
    this.#sees = sees
    this.#latest = heldForLater(store.listSessions({ limit: 1 }))
    this.stop = store.feed.subscribe((event) => {
      if (event.type !== 'session') return
      const { session } = event
      const seen = whenThere(sees(session), (is) => (is ? session : null))
      if (seen === null) return
      this.#closed.push(heldForLater(seen))
      if (this.#closed.length > sessionsShown) this.#closed.shift()
    })
  }

  /** What a failed wait has to say of them. */
  async account(open: readonly SessionRecord[]): Promise<Pick<FailedWait, 'sessions' | 'earlierSessions'>> {
    const closed = (await Promise.all(this.#closed)).filter((session) => session !== null)
    const [latest] = await this.#latest
    return {
      sessions: [...closed, ...(await whereTrue(stillOpen(open, closed), this.#sees))],
      earlierSessions: latest === undefined ? [] : await this.#endedUpTo(latest, closed),
    }
  }

  /** The last few up to that one, oldest first; those out of view are passed over, and those that the feed told of since. */
  async #endedUpTo(
    latest: SessionRecord,
    closed: readonly SessionRecord[],
  ): Promise<readonly SessionRecord[]> {
    const older = await this.#store.listSessions({ before: latest.id, limit: earlierSessionsSearched })
    const told = new Set(closed.map(({ id }) => id))
    const before = [latest, ...older].filter(({ id }) => !told.has(id))
    return (await whereTrue(before, this.#sees)).slice(0, earlierSessionsShown).toReversed()
  }
}
