import type { ApiSessionSummary } from '../../model/api.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { HttpContext } from '../context.ts'
import { toSessionSummary } from '../dto/session.ts'
import { encodeEvent } from './encode-event.ts'

/** Soon enough for a person who watches a client hang; a session that is over sooner is told when it ends. */
const lookEveryMs = 250
/** Looking takes at most a twentieth of the time, however many connections are open. */
const restFactor = 20
/** The newest of them: no page shows more at once. */
const mostTold = 100

/**
 * Tells readers of sessions that go on: each when it is first seen, and again whenever it has come further or its
 * verdict has changed, as it does when a client has been silent for long enough. Looks only while somebody reads.
 * These events have no position: who resumes hears of the sessions as they are then.
 */
export class OpenSessions {
  readonly #context: HttpContext
  readonly #onError: (error: unknown) => void
  readonly #readers = new Set<(text: string) => void>()
  #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(context: HttpContext, onError: (error: unknown) => void) {
    this.#context = context
    this.#onError = onError
  }

  /** Adds a reader, which hears of all that is open now; the function returned takes it off again. */
  join(reader: (text: string) => void): () => void {
    this.#readers.add(reader)
    // Told again to the others too: hearing the same twice changes nothing for them.
    this.#told.clear()
    this.#timer ??= this.#lookIn(lookEveryMs)
    return () => {
      this.#readers.delete(reader)
      if (this.#readers.size > 0) return
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      const start = performance.now()
      try {
        this.#look()
      } catch (error) {
        this.#onError(error)
      }
      this.#timer = this.#lookIn(Math.max(lookEveryMs, (performance.now() - start) * restFactor))
    }, ms).unref()
  }

  #look(): void {
    const now = new Map<string, string>()
    for (const record of this.#context.openSessions().slice(-mostTold)) {
      const summary = toSessionSummary(record, this.#context.verdict(record))
      const state = stateOf(record, summary)
      now.set(record.id, state)
      if (this.#told.get(record.id) === state) continue
      const text = encodeEvent('session-open', null, summary)
      for (const tell of this.#readers) tell(text)
    }
    this.#told = now
  }
}

/** What must have changed for a session to be told again. A finding may say how long, so it is told anew once a second. */
function stateOf(record: SessionRecord, { findings }: ApiSessionSummary): string {
  const ids = findings.map(({ id }) => id).join()
  const seconds = ids === '' ? 0 : Math.floor((Date.now() - Date.parse(record.startedAt)) / 1000)
  return `${record.entries.at(-1)?.n} ${record.bytesIn} ${ids} ${seconds}`
}
