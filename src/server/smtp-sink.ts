import type { Eventual } from '../base/eventual.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { SmtpSink } from '../net/engine.ts'
import type { Ack } from '../protocol/actions.ts'
import { replies } from '../protocol/replies/replies.ts'
import type { Added, Store } from '../store/store.ts'
import { isOwnHealthCheck } from './own-health-check.ts'
import type { WriteRecord } from './record-file.ts'

export interface Sink extends SmtpSink {
  /** Sessions that have ended, and of which the store has not said yet that it has them. */
  leaving(): readonly SessionRecord[]
}

interface SinkParts {
  readonly store: Store
  readonly writeRecord: WriteRecord | null
  /** What is bound, once it is: a record names the ports that its client could have used. */
  readonly ports: () => readonly BoundPort[]
  /** Told of what fails when nobody waits for it any more. */
  readonly onError: (error: unknown) => void
}

/** Where the engine leaves what it has taken: the store, and the file of records if there is one. */
export function createSink(parts: SinkParts): Sink {
  const { store, writeRecord, ports, onError } = parts
  const leaving = new Map<string, SessionRecord>()
  return {
    ...messagesInto(store, onError),
    sessionEnded(record) {
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

/** Messages into the store, whose answer is the client's. */
function messagesInto(store: Store, onError: SinkParts['onError']): Pick<SmtpSink, 'captured' | 'withdraw'> {
  /** Of messages that the store has not answered for. */
  const underWay = new Map<string, AbortController>()
  const abortOf = (id: string): AbortSignal => {
    const controller = new AbortController()
    underWay.set(id, controller)
    return controller.signal
  }
  const later = async (id: string, added: Promise<Added>): Promise<Ack> => {
    try {
      return ackOf(await added)
    } catch (error) {
      // The client has its reply: that the store did as it was told is nobody's business.
      if (underWay.get(id)?.signal.aborted) return replies.answerLate
      throw error
    } finally {
      underWay.delete(id)
    }
  }
  return {
    captured(message) {
      const { id } = message
      const added = store.addMessage(message, () => abortOf(id))
      return added instanceof Promise ? later(id, added) : ackOf(added)
    },
    withdraw(id) {
      underWay.get(id)?.abort()
      const removed: Eventual<unknown> = store.removeMessages([id])
      if (removed instanceof Promise) removed.catch(onError)
    },
  }
}

function ackOf(added: Added): Ack {
  return 'refused' in added ? { code: 452, enhanced: '4.3.1', text: added.refused.message } : null
}
