import { Emitter } from '../base/emitter.ts'
import { type Eventual, whenThere } from '../base/eventual.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { goesOnAsScan, isOfScan, mayBelongToScan } from './scans.ts'
import { mayBeTakenBack } from './taken-back.ts'

/** An ended session whose verdict has been made again, since others that it depends on have ended. */
export interface Review {
  readonly session: SessionRecord
  readonly verdict: Verdict
}

export interface Reviews {
  /**
   * The verdict once no open session can change it, or as it stands after two seconds.
   *
   * @param limit - As it stands as soon as this aborts
   */
  settled(session: SessionRecord, limit?: AbortSignal): Eventual<Verdict>
  /** Whether a review of this session will follow, as an open one can still change its verdict. */
  isPending(session: SessionRecord): boolean
  /** Called once such a verdict is settled, and again where it changes after that; the function returned ends it. */
  watch(listener: (review: Review) => void): () => void
}

export interface ReviewParts {
  readonly verdict: (session: SessionRecord) => Eventual<Verdict>
  readonly openSessions: () => readonly SessionRecord[]
  readonly onError: (error: unknown) => void
}

/** Connections of a pool end together; a client that fails beside one that goes on for hours is reported all the same. */
const patienceMs = 2_000
/** Sessions that end together are looked at once. */
const soonMs = 25
/** A scanner's latest connections, of one host or a few. */
const mostScanned = 8
/** More are announced as they stand: a flood of connections that say nothing would keep the server looking. */
const mostPending = 16

interface Pending {
  readonly session: SessionRecord
  readonly promise: Promise<Verdict>
  readonly resolve: (verdict: Verdict) => void
  readonly reject: (error: unknown) => void
  timer: NodeJS.Timeout | undefined
  /** As it was announced; null: not yet. */
  announced: Verdict | null
}

/** Looks again at verdicts that depend on other sessions, when those have ended. */
export class PendingReviews implements Reviews {
  readonly #parts: ReviewParts
  readonly #pending = new Map<string, Pending>()
  readonly #settled: Emitter<Review>
  /** The latest that may be of a scan: what comes right after them is announced when it is known. */
  readonly #scanned: { readonly session: SessionRecord; readonly atMs: number }[] = []
  /** What still asks for verdicts: looks, and sessions that have just ended. */
  readonly #underWay = new Set<Promise<void>>()
  #lookTimer: NodeJS.Timeout | undefined
  #isLooking = false
  #restMs = soonMs
  #isAsked = false
  #isClosed = false

  constructor(parts: ReviewParts) {
    this.#parts = parts
    this.#settled = new Emitter(parts.onError)
  }

  isPending({ id }: SessionRecord): boolean {
    return this.#pending.get(id)?.announced === null
  }

  watch(listener: (review: Review) => void): () => void {
    return this.#settled.on(listener)
  }

  settled(session: SessionRecord, limit?: AbortSignal): Eventual<Verdict> {
    return whenThere(this.#parts.verdict(session), (verdict) => {
      const promise = this.#promiseOf(session, verdict)
      if (promise === null || limit?.aborted === true) return verdict
      if (limit === undefined) return promise
      const asItStands = aborted(limit).then(() => this.#parts.verdict(session))
      return Promise.race([promise, asItStands])
    })
  }

  /** null: the verdict can be announced as it is. */
  #promiseOf(session: SessionRecord, verdict: Verdict): Promise<Verdict> | null {
    const known = this.#pending.get(session.id)
    if (known !== undefined) return known.announced === null ? known.promise : null
    if (this.#isClosed || this.#pending.size >= mostPending || !this.#mayChange(session, verdict)) return null
    return this.#add(session).promise
  }

  /** A session has ended: it may be one to look at again, or one that others wait for. */
  ended(session: SessionRecord): void {
    if (this.#isClosed) return
    // Most sessions deliver, and no other can take anything back of them.
    if (session.messages.length === 0) {
      this.#noteScanned(session)
      this.#try(session)
    }
    this.#lookSoon()
  }

  /**
   * Announces what is pending as it stands, and looks no more: nobody can be asked when the store is closed. What ends after
   * that is announced as it is.
   */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#lookTimer)
    await Promise.all(this.#underWay)
    await Promise.all([...this.#pending.values()].map((pending) => this.#look(pending, true)))
    for (const { timer } of this.#pending.values()) clearTimeout(timer)
    this.#pending.clear()
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work)
    void work.finally(() => this.#underWay.delete(work))
  }

  #noteScanned(session: SessionRecord): void {
    if (!mayBelongToScan(session)) return
    this.#scanned.push({ session, atMs: performance.now() })
    if (this.#scanned.length > mostScanned) this.#scanned.shift()
  }

  #lookSoon(): void {
    if (this.#pending.size === 0 || this.#isClosed) return
    this.#isAsked = true
    if (this.#isLooking) return
    this.#isLooking = true
    this.#lookTimer = setTimeout(() => this.#track(this.#lookAtAll()), this.#restMs)
  }

  /** A look at many open sessions takes long: looks take a tenth of the time at most. */
  async #lookAtAll(): Promise<void> {
    this.#isAsked = false
    const beginMs = performance.now()
    await Promise.all([...this.#pending.values()].map((pending) => this.#look(pending, false)))
    this.#restMs = Math.max(soonMs, 10 * (performance.now() - beginMs))
    this.#isLooking = false
    // A session has ended meanwhile, and may not have been seen.
    if (this.#isAsked) this.#lookSoon()
  }

  #mayChange(session: SessionRecord, verdict: Verdict): boolean {
    return mayBeTakenBack(session, verdict, this.#parts.openSessions) || this.#goesOnAsScan(session, verdict)
  }

  /** Whether it looks like a step of a scan, which the next ones will prove. */
  #goesOnAsScan(session: SessionRecord, verdict: Verdict): boolean {
    if (verdict.findings.length === 0 || isOfScan(verdict)) return false
    const own = this.#scanned.find((one) => one.session.id === session.id)
    if (own === undefined || performance.now() - own.atMs >= patienceMs) return false
    return this.#scanned.some(({ session: other }) => other.id !== session.id && goesOnAsScan(session, other))
  }

  #try(session: SessionRecord): void {
    const { verdict, onError } = this.#parts
    const looked = whenThere(verdict(session), (alone) => {
      this.#promiseOf(session, alone)?.catch(onError)
    })
    if (looked instanceof Promise) this.#track(looked.catch(onError))
  }

  #add(session: SessionRecord): Pending {
    const { promise, resolve, reject } = withResolvers<Verdict>()
    const pending: Pending = { session, promise, resolve, reject, timer: undefined, announced: null }
    pending.timer = setTimeout(() => this.#track(this.#look(pending, true)), patienceMs).unref()
    this.#pending.set(session.id, pending)
    return pending
  }

  async #look(pending: Pending, isTimeUp: boolean): Promise<void> {
    const { session } = pending
    try {
      const verdict = await this.#parts.verdict(session)
      const isFinal = isTimeUp
        ? !mayBeTakenBack(session, verdict, this.#parts.openSessions)
        : !this.#mayChange(session, verdict)
      if (!isFinal && !isTimeUp) return
      if (isFinal) {
        clearTimeout(pending.timer)
        if (!this.#pending.delete(session.id)) return
      }
      const before = pending.announced
      pending.announced = verdict
      pending.resolve(verdict)
      if (before === null || idsOf(before) !== idsOf(verdict)) this.#settled.emit({ session, verdict })
    } catch (error) {
      // Its callers get the error; it is not looked at again.
      clearTimeout(pending.timer)
      this.#pending.delete(session.id)
      if (pending.announced === null) pending.reject(error)
      else this.#parts.onError(error)
    }
  }
}

/** Resolves when it aborts. */
function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

/** Promise.withResolvers, which Node has from 22 on. */
function withResolvers<Value>() {
  let resolve!: (value: Value) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<Value>((done, failed) => ([resolve, reject] = [done, failed]))
  return { promise, resolve, reject }
}

function idsOf({ findings }: Verdict): string {
  return findings.map(({ id, severity }) => `${id} ${severity}`).join()
}
