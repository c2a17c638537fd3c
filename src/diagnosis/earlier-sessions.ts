import { type Eventual, whenThere } from '../base/eventual.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { mayBelongToScan } from './scans.ts'

/** Sessions of every host that ended at about the time of one, up to so many before it. In any order; itself may be among them. */
export type SessionsAbout = (session: SessionRecord, limit: number) => Eventual<readonly SessionRecord[]>

/** A monitor shows itself within a few visits, and a client by its latest mails. So many a store has at hand without reading JSON. */
const sessionsLookedBack = 40

/** What is known of the peer of a session beside it: the others of its host, on whatever port. */
export function earlierOf(session: SessionRecord, about: SessionsAbout): Eventual<readonly SessionRecord[]> {
  const samePeer = ({ id, remote }: SessionRecord): boolean =>
    id !== session.id && remote.host === session.remote.host
  return whenThere(about(session, sessionsLookedBack), (sessions) => sessions.filter(samePeer))
}

/** The same, looked for when it is first asked for. */
export class EarlierSessions {
  readonly #session: SessionRecord
  readonly #about: SessionsAbout
  #found: readonly SessionRecord[] | null = null

  constructor(session: SessionRecord, about: SessionsAbout) {
    this.#session = session
    this.#about = about
  }

  /** null: nobody has asked. */
  get found(): readonly SessionRecord[] | null {
    return this.#found
  }

  /**
   * Those that are there at once.
   *
   * @throws ComesLater where the store answers later
   */
  readonly now = (): readonly SessionRecord[] => {
    if (this.#found !== null) return this.#found
    const asked = earlierOf(this.#session, this.#about)
    if (asked instanceof Promise) throw new ComesLater(asked)
    return (this.#found = asked)
  }

  /** The one that ended right before; null: it is not there at once, or others have ended since. */
  readonly before = (): SessionRecord | null => {
    const latest = this.#about(this.#session, 2)
    if (latest instanceof Promise) {
      // Whoever needs it asks again, and hears why it cannot be had.
      latest.catch(() => undefined)
      return null
    }
    return latest[0]?.id === this.#session.id ? (latest[1] ?? null) : null
  }
}

/**
 * Ends a diagnosis that has come to a question which a store answers later: what it found so far says nothing, and it is
 * made from the start when the answer is there. Diagnosing waits for nothing, or each of its rules would.
 */
export class ComesLater extends Error {
  readonly sessions: Promise<readonly SessionRecord[]>

  constructor(sessions: Promise<readonly SessionRecord[]>) {
    super('The store has not answered yet.')
    this.sessions = sessions
  }
}

/** Where sessions are kept, as far as it is asked here: the latest first, no more than so many, before the session of this id. */
export interface SessionSource {
  listSessions(page: { readonly limit: number; readonly before?: string }): Eventual<readonly SessionRecord[]>
}

/** So many pages are looked through for a session that a scan may have left behind at once. */
const mostPages = 5

/** Among the latest, those that ended with it are there too: connections of a pool end together, and those of a scan. */
export function sessionsIn(store: SessionSource): SessionsAbout {
  return (session, limit) => {
    const has = (page: readonly SessionRecord[]): boolean => page.some(({ id }) => id === session.id)
    const before = (): Eventual<readonly SessionRecord[]> => store.listSessions({ limit, before: session.id })
    const search = (newer: readonly SessionRecord[], left: number): Eventual<readonly SessionRecord[]> => {
      const last = newer.at(-1)
      if (last === undefined || left === 0) return before()
      return whenThere(store.listSessions({ limit, before: last.id }), (page) => {
        if (!has(page)) return search(page, left - 1)
        return whenThere(before(), (older) => [
          ...newer,
          ...page.filter(({ id }) => !older.some((other) => other.id === id)),
          ...older,
        ])
      })
    }
    return whenThere(store.listSessions({ limit }), (latest) => {
      if (session.durationMs === null || has(latest)) return latest
      return mayBelongToScan(session) ? search(latest, mostPages - 1) : before()
    })
  }
}

/** Records in the order in which they ended, as a file has them: what came afterwards is known as well. */
export function sessionsAmong(records: readonly SessionRecord[]): SessionsAbout {
  const places = new Map(records.map((record, place) => [record, place]))
  return (session, limit) => {
    const place = places.get(session) ?? records.length
    return records.slice(Math.max(0, place - limit), place + limit + 1)
  }
}
