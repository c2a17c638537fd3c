import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Store } from '../store/store.ts'
import { isOwnHealthCheck } from './own-health-check.ts'
import type { WriteRecord } from './record-file.ts'

export interface EndedSessions {
  /** Leaves the record of a session where it is kept: in the store, and in the file of records if there is one. */
  add(record: SessionRecord): void
  /** Sessions of which the store has not said yet that it has them. */
  leaving(): readonly SessionRecord[]
  /** Resolves when the store has those that are leaving, and its readers have been told of them. */
  stored(): Promise<unknown>
}

export function createEndedSessions(parts: {
  readonly store: Store
  readonly writeRecord: WriteRecord | null
  /** What is bound, once it is: a record names the ports that its client could have used. */
  readonly ports: () => readonly BoundPort[]
  /** Told of what fails when nobody waits for it any more. */
  readonly onError: (error: unknown) => void
}): EndedSessions {
  const { store, writeRecord, ports, onError } = parts
  const leaving = new Map<string, Leaving>()
  const news = new SessionNews(store)

  const leave = async (record: SessionRecord, added: Promise<void>): Promise<void> => {
    try {
      await Promise.all([added, news.of(record.id)])
    } catch (error) {
      onError(error)
    } finally {
      leaving.delete(record.id)
    }
  }

  return {
    add(record) {
      if (isOwnHealthCheck(record)) return
      const added = store.addSession(record)
      if (added instanceof Promise) leaving.set(record.id, { record, stored: leave(record, added) })
      writeRecord?.({
        ...record,
        ports: ports().map(({ profile, port, tls }) => ({ profile, port, tls })),
      })
    },
    leaving: () => [...leaving.values()].map(({ record }) => record),
    stored: () => Promise.all([...leaving.values()].map(({ stored }) => stored)),
  }
}

interface Leaving {
  readonly record: SessionRecord
  readonly stored: Promise<void>
}

/** When the feed tells of sessions: a store that answers later may tell of one after it has answered. */
class SessionNews {
  readonly #store: Store
  readonly #expected = new Map<string, () => void>()
  #isListening = false

  constructor(store: Store) {
    this.#store = store
  }

  /** Resolves when it tells of this session, which has been added in this turn. */
  of(id: string): Promise<void> {
    if (!this.#isListening) this.#listen()
    return new Promise((resolve) => this.#expected.set(id, resolve))
  }

  /** Only a store that answers later is listened to, and as long as it tells. */
  #listen(): void {
    this.#isListening = true
    this.#store.feed.subscribe((event) => {
      if (event.type === 'session') this.#told(event.session.id)
      else if (event.type === 'sessions-removed') for (const id of event.ids) this.#told(id)
    })
  }

  #told(id: string): void {
    this.#expected.get(id)?.()
    this.#expected.delete(id)
  }
}
