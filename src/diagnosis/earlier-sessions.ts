import { type Eventual, whenThere } from '../base/eventual.ts'
import type { SessionRecord } from '../model/session-record.ts'

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

/** Where sessions are kept, as far as it is asked here: the latest first, no more than so many, before the session of this id. */
export interface SessionSource {
  listSessions(page: { readonly limit: number; readonly before?: string }): Eventual<readonly SessionRecord[]>
}

/** Among the latest, those that ended with it are there too: connections of a pool end together. */
export function sessionsIn(store: SessionSource): SessionsAbout {
  return (session, limit) =>
    whenThere(store.listSessions({ limit }), (latest) => {
      const isLate = session.durationMs === null || latest.some(({ id }) => id === session.id)
      return isLate ? latest : store.listSessions({ limit, before: session.id })
    })
}

/** Records in the order in which they ended, as a file has them: what came afterwards is known as well. */
export function sessionsAmong(records: readonly SessionRecord[]): SessionsAbout {
  const places = new Map(records.map((record, place) => [record, place]))
  return (session, limit) => {
    const place = places.get(session) ?? records.length
    return records.slice(Math.max(0, place - limit), place + limit + 1)
  }
}
