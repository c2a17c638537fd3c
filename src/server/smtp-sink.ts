import { messageOf } from '../base/errors.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SmtpSink } from '../net/engine.ts'
import type { Store } from '../store/store.ts'
import { isOwnVisit } from './own-visits.ts'
import type { WriteRecord } from './record-file.ts'

/** Where the engine leaves what it has taken: the store, and the file of records if there is one. */
export function createSink({
  store,
  writeRecord,
  ports,
}: {
  readonly store: Store
  readonly writeRecord: WriteRecord | null
  /** What is bound, once it is: a record names the ports that its client could have used. */
  readonly ports: () => readonly BoundPort[]
}): SmtpSink {
  return {
    captured(message) {
      try {
        store.addMessage(message)
        return null
      } catch (error) {
        return { code: 452, enhanced: '4.3.1', text: messageOf(error) }
      }
    },
    withdraw(id) {
      store.removeMessages([id])
    },
    sessionEnded(record) {
      if (isOwnVisit(record)) return
      store.addSession(record)
      writeRecord?.({
        ...record,
        ports: ports().map(({ profile, port, tls }) => ({ profile, port, tls })),
      })
    },
  }
}
