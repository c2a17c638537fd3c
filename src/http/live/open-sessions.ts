import type { ApiSessionSummary } from '../../model/api.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import type { HttpContext } from '../context.ts'
import { summariesOf } from '../read-message.ts'
import { encodeEvent } from './encode-event.ts'

/** Soon enough for a person who watches a client hang; a session that is over sooner is told when it ends. */
const soonMs = 250
/** A session that was sent is sent again no sooner: in a pool one comes further with each message. */
const againMs = 1_000
/** What is to be said of a silent client says how long it has been silent. */
const silenceMs = 1_000
/** Looking takes at most a twentieth of the time, however many connections are open. */
const restFactor = 20
/** The newest of them: no page shows more at once. */
const mostTold = 100

/** What was told of a session, and when. */
interface Told {
  readonly progress: string
  readonly findings: string
  readonly atMs: number
}

/**
 * Tells readers of sessions that go on: each when it is first seen, and again, at most once a second, when it has come
 * further or its verdict has changed, as it does when a client has been silent for long enough. It looks when it is told
 * that a session has come further, and while somebody reads.
 * These events have no position: who resumes hears of the sessions as they are then.
 */
export class OpenSessions {
  readonly #context: HttpContext
  readonly #tell: (text: string) => void
  readonly #onError: (error: unknown) => void
  #told = new Map<string, Told>()
  #timer: NodeJS.Timeout | undefined
  /** Until then it rests. */
  #restsUntilMs = 0
  /** Something has changed, and must be sent. */
  #goesOn = false
  /** Time alone changes the verdict. */
  #changesByItself = false
  #unwatch: (() => void) | null = null

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
    else if (this.#changesByItself) this.#lookSoon(silenceMs)
  }

  async #look(): Promise<void> {
    const timer = this.#timer
    const nowMs = performance.now()
    const records = this.#open().slice(-mostTold)
    const changed = records.filter((record) => mayBeOther(record, this.#told.get(record.id)))
    const due = changed.filter(({ id }) => nowMs >= (this.#told.get(id)?.atMs ?? -Infinity) + againMs)
    if (due.length < changed.length) this.#goesOn = true
    const summaries = await summariesOf(due, this.#context)
    if (this.#timer !== timer) return
    // Else their end was told while their verdict was made, and they would stand open for ever.
    const open = new Set(this.#open().map(({ id }) => id))
    for (const id of this.#told.keys()) if (!open.has(id)) this.#told.delete(id)
    for (const [at, record] of due.entries())
      if (open.has(record.id)) this.#tellOne(record, summaries[at] as ApiSessionSummary, nowMs)
    this.#changesByItself = records.some((record) => changesByItself(record, this.#told.get(record.id)))
  }

  #tellOne(record: SessionRecord, summary: ApiSessionSummary, nowMs: number): void {
    const now = { progress: progressOf(record), findings: findingsOf(record, summary), atMs: nowMs }
    const told = this.#told.get(record.id)
    if (told?.progress === now.progress && told.findings === now.findings) return
    this.#told.set(record.id, now)
    this.#tell(encodeEvent('session-open', null, summary))
  }

  #open(): readonly SessionRecord[] {
    return this.#context.openSessions().filter(({ durationMs }) => durationMs === null)
  }
}

/** Whether there may be something else to say of a session; its verdict says whether there is. */
function mayBeOther(record: SessionRecord, told: Told | undefined): boolean {
  return told?.progress !== progressOf(record) || changesByItself(record, told)
}

/** A client that has not said a word, and one with a finding. */
function changesByItself({ firstByteMs }: SessionRecord, told: Told | undefined): boolean {
  return firstByteMs === null || (told !== undefined && told.findings !== '')
}

function progressOf({ entries, bytesIn }: SessionRecord): string {
  return `${entries.at(-1)?.n} ${bytesIn}`
}

/** A finding may say how long, so it is sent again once a second. */
function findingsOf({ startedAt }: SessionRecord, { findings }: ApiSessionSummary): string {
  if (findings.length === 0) return ''
  const seconds = Math.floor((Date.now() - Date.parse(startedAt)) / 1000)
  return `${findings.map(({ id }) => id).join()} ${seconds}`
}
