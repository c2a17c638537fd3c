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
  const leaving = new Map<string, SessionRecord>()
  return {
    add(record) {
      if (isOwnHealthCheck(record)) return
      const added = store.addSession(record)
      if (added instanceof Promise) {
        leaving.set(record.id, record)
        added.finally(() => leaving.delete(record.id)).catch(onError)
      }
      writeRecord?.({
        ...record,
        ports: ports().map(({ profile, port, tls }) => ({ profile, port, tls })),
      })
    },
    leaving: () => [...leaving.values()],
  }
}
