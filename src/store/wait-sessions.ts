import { type Eventual, heldForLater, whereTrue } from '../base/eventual.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { stillOpen } from './still-open.ts'
import type { Store } from './store.ts'
import type { FailedWait } from './wait-errors.ts'

type Sees = (session: SessionRecord) => Eventual<boolean>

/** As many as fit under a failed test's name. */
const earlierSessionsShown = 3
const sessionsShown = 50
/** Among so many of the latest they are looked for, a page at a time. */
const sessionsSearched = 1_000
const pageLength = 200

/** The sessions of the time of a wait. Looked for when it has failed: most do not, and nobody pays for them. */
export class WaitSessions {
  readonly #store: Store
  readonly #sees: Sees
  /** The last that had ended before. */
  readonly #latest: Eventual<readonly SessionRecord[]>

  constructor(store: Store, sees: Sees) {
    this.#store = store
    this.#sees = sees
    this.#latest = heldForLater(store.listSessions({ limit: 1 }))
  }

  /** What a failed wait has to say of them. */
  async account(open: readonly SessionRecord[]): Promise<Pick<FailedWait, 'sessions' | 'earlierSessions'>> {
    const [latest] = await this.#latest
    const closed = (await this.#seen(undefined, latest?.id, sessionsShown, sessionsSearched)).toReversed()
    const stillOpened = await whereTrue(stillOpen(open, closed), this.#sees)
    return {
      sessions: [...closed, ...stillOpened],
      earlierSessions: latest === undefined ? [] : await this.#earlier(latest),
    }
  }

  /** The last few up to that one, oldest first; those out of view are passed over. */
  async #earlier(latest: SessionRecord): Promise<readonly SessionRecord[]> {
    const own = await whereTrue([latest], this.#sees)
    const older = await this.#seen(latest.id, undefined, earlierSessionsShown - own.length, pageLength)
    return [...own, ...older].toReversed()
  }

  /** The newest in view below one and above another, newest first. */
  async #seen(
    below: string | undefined,
    above: string | undefined,
    limit: number,
    searched: number,
  ): Promise<readonly SessionRecord[]> {
    const seen: SessionRecord[] = []
    let before = below
    for (let looked = 0; looked < searched && seen.length < limit; looked += pageLength) {
      // Others have their turn between two pages.
      if (looked > 0) await new Promise(setImmediate)
      const page = await this.#store.listSessions({
        limit: pageLength,
        ...(before !== undefined && { before }),
      })
      const end = page.findIndex(({ id }) => id === above)
      seen.push(...(await whereTrue(end < 0 ? page : page.slice(0, end), this.#sees)))
      if (end >= 0 || page.length < pageLength) break
      before = page.at(-1)?.id
    }
    return seen.slice(0, limit)
  }
}
