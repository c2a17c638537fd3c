import type { ApiSessionSummary } from '../../model/api.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { HttpContext } from '../context.ts'
import { summariesOf } from '../read-message.ts'
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
  readonly #tell: (text: string) => void
  readonly #onError: (error: unknown) => void
  #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined

  constructor(context: HttpContext, tell: (text: string) => void, onError: (error: unknown) => void) {
    this.#context = context
    this.#tell = tell
    this.#onError = onError
  }

  start(): void {
    this.#timer ??= this.#lookIn(lookEveryMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** All that is open now, to a new reader and so to the others too: hearing the same twice changes nothing for them. */
  tellAgain(): void {
    this.#told.clear()
  }

  #lookIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => void this.#lookAndRest(), ms).unref()
  }

  async #lookAndRest(): Promise<void> {
    const timer = this.#timer
    const start = performance.now()
    try {
      await this.#look()
    } catch (error) {
      this.#onError(error)
    }
    // Telling may have cut the last reader off, and another may have come since.
    if (timer === undefined || this.#timer !== timer) return
    this.#timer = this.#lookIn(Math.max(lookEveryMs, (performance.now() - start) * restFactor))
  }

  async #look(): Promise<void> {
    const timer = this.#timer
    const records = this.#open().slice(-mostTold)
    const summaries = await summariesOf(records, this.#context)
    if (this.#timer !== timer) return
    const open = new Set(this.#open().map(({ id }) => id))
    const now = new Map<string, string>()
    for (const [at, record] of records.entries()) {
      // Else its end was told while its verdict was made, and it would stand open for ever.
      if (!open.has(record.id)) continue
      const summary = summaries[at] as ApiSessionSummary
      const state = stateOf(record, summary)
      now.set(record.id, state)
      if (this.#told.get(record.id) === state) continue
      this.#tell(encodeEvent('session-open', null, summary))
    }
    this.#told = now
  }

  #open(): readonly SessionRecord[] {
    return this.#context.openSessions().filter(({ durationMs }) => durationMs === null)
  }
}

/** What must have changed for a session to be told again. A finding may say how long, so it is told anew once a second. */
function stateOf(record: SessionRecord, { findings }: ApiSessionSummary): string {
  const ids = findings.map(({ id }) => id).join()
  const seconds = ids === '' ? 0 : Math.floor((Date.now() - Date.parse(record.startedAt)) / 1000)
  return `${record.entries.at(-1)?.n} ${record.bytesIn} ${ids} ${seconds}`
}
