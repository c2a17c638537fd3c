import type { ApiSessionSummary } from '../../model/api.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { HttpContext } from '../context.ts'
import { summariesOf } from '../read-message.ts'
import { encodeEvent } from './encode-event.ts'

/** Soon enough for a person who watches a client hang; a session that is over sooner is told when it ends. */
const soonMs = 250
/** What is to be said of a silent client says how long it has been silent. */
const silenceMs = 1_000
/** Looking takes at most a twentieth of the time, however many connections are open. */
const restFactor = 20
/** The newest of them: no page shows more at once. */
const mostTold = 100

/**
 * Tells readers of sessions that go on: each when it is first seen, and again whenever it has come further or its
 * verdict has changed, as it does when a client has been silent for long enough. It looks when it is told that a session
 * has come further, and while somebody reads.
 * These events have no position: who resumes hears of the sessions as they are then.
 */
export class OpenSessions {
  readonly #context: HttpContext
  readonly #tell: (text: string) => void
  readonly #onError: (error: unknown) => void
  #told = new Map<string, string>()
  #timer: NodeJS.Timeout | undefined
  /** Until then it rests. */
  #restsUntilMs = 0
  /** Told of a session while it looked. */
  #goesOn = false
  #unwatch: (() => void) | null = null
  #haveFindings: ReadonlySet<string> = new Set()

  constructor(context: HttpContext, tell: (text: string) => void, onError: (error: unknown) => void) {
    this.#context = context
    this.#tell = tell
    this.#onError = onError
  }

  start(): void {
    this.#unwatch ??= this.#context.watchSessions(() => this.#lookSoon())
    this.#lookSoon()
  }

  stop(): void {
    this.#unwatch?.()
    this.#unwatch = null
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** All that is open now, to a new reader and so to the others too: hearing the same twice changes nothing for them. */
  tellAgain(): void {
    this.#told.clear()
    this.#lookSoon()
  }

  #lookSoon(ms: number = soonMs): void {
    this.#goesOn = true
    if (this.#unwatch === null || this.#timer !== undefined) return
    const restMs = this.#restsUntilMs - performance.now()
    this.#timer = setTimeout(() => void this.#lookAndRest(), Math.max(ms, restMs)).unref()
  }

  async #lookAndRest(): Promise<void> {
    const timer = this.#timer
    const start = performance.now()
    this.#goesOn = false
    try {
      await this.#look()
    } catch (error) {
      this.#onError(error)
    }
    // Telling may have cut the last reader off, and another may have come since.
    if (timer === undefined || this.#timer !== timer) return
    this.#timer = undefined
    this.#restsUntilMs = start + (performance.now() - start) * restFactor
    if (this.#goesOn) this.#lookSoon()
    else if (this.#changesByItself()) this.#lookSoon(silenceMs)
  }

  /** Whether time alone changes what is to be said: of a client that has not said a word, and of one with a finding. */
  #changesByItself(): boolean {
    return this.#open().some(({ id, firstByteMs }) => firstByteMs === null || this.#haveFindings.has(id))
  }

  async #look(): Promise<void> {
    const timer = this.#timer
    const records = this.#open().slice(-mostTold)
    const summaries = await summariesOf(records, this.#context)
    if (this.#timer !== timer) return
    const open = new Set(this.#open().map(({ id }) => id))
    const now = new Map<string, string>()
    const haveFindings = new Set<string>()
    for (const [at, record] of records.entries()) {
      // Else its end was told while its verdict was made, and it would stand open for ever.
      if (!open.has(record.id)) continue
      const summary = summaries[at] as ApiSessionSummary
      const state = stateOf(record, summary)
      now.set(record.id, state)
      if (summary.findings.length > 0) haveFindings.add(record.id)
      if (this.#told.get(record.id) === state) continue
      this.#tell(encodeEvent('session-open', null, summary))
    }
    this.#told = now
    this.#haveFindings = haveFindings
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
