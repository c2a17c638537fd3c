import { Emitter } from '../base/emitter.ts'
import { type Eventual, whenThere } from '../base/eventual.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import { mayBeTakenBack } from './taken-back.ts'

/** An ended session whose verdict has been made again, since others that it depends on have ended. */
export interface Review {
  readonly session: SessionRecord
  readonly verdict: Verdict
}

export interface Reviews {
  /** The verdict once no open session can change it, or as it stands after two seconds. */
  settled(session: SessionRecord): Eventual<Verdict>
  /** Whether an open session can still change this verdict. */
  isPending(session: SessionRecord, verdict: Verdict): boolean
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
/** More are announced as they stand: a flood of connections that say nothing would keep the server looking. */
const mostPending = 16

interface Pending {
  readonly session: SessionRecord
  readonly promise: Promise<Verdict>
  readonly resolve: (verdict: Verdict) => void
  timer: NodeJS.Timeout | undefined
  /** As it was announced; null: not yet. */
  announced: Verdict | null
}

/** Looks again at verdicts that depend on other sessions, when those have ended. */
export class PendingReviews implements Reviews {
  readonly #parts: ReviewParts
  readonly #pending = new Map<string, Pending>()
  readonly #settled: Emitter<Review>
  #looking: NodeJS.Timeout | undefined

  constructor(parts: ReviewParts) {
    this.#parts = parts
    this.#settled = new Emitter(parts.onError)
  }

  isPending(session: SessionRecord, verdict: Verdict): boolean {
    return mayBeTakenBack(session, verdict, this.#parts.openSessions)
  }

  watch(listener: (review: Review) => void): () => void {
    return this.#settled.on(listener)
  }

  settled(session: SessionRecord): Eventual<Verdict> {
    return whenThere(this.#parts.verdict(session), (verdict) => {
      const known = this.#pending.get(session.id)
      if (known !== undefined) return known.announced === null ? known.promise : verdict
      if (this.#pending.size >= mostPending || !this.isPending(session, verdict)) return verdict
      return this.#add(session).promise
    })
  }

  /** A session has ended: it may be one to look at again, or one that others wait for. */
  ended(session: SessionRecord): void {
    // Most sessions deliver, and no other can take anything back of them.
    if (session.messages.length === 0) void this.#try(session)
    if (this.#pending.size === 0 || this.#looking !== undefined) return
    this.#looking = setTimeout(() => {
      this.#looking = undefined
      for (const pending of this.#pending.values()) void this.#look(pending, false)
    }, soonMs)
  }

  async #try(session: SessionRecord): Promise<void> {
    try {
      await this.settled(session)
    } catch (error) {
      this.#parts.onError(error)
    }
  }

  #add(session: SessionRecord): Pending {
    let resolve: Pending['resolve'] = () => undefined
    const promise = new Promise<Verdict>((done) => (resolve = done))
    const pending: Pending = { session, promise, resolve, timer: undefined, announced: null }
    pending.timer = setTimeout(() => void this.#look(pending, true), patienceMs).unref()
    this.#pending.set(session.id, pending)
    return pending
  }

  async #look(pending: Pending, isTimeUp: boolean): Promise<void> {
    const { session } = pending
    try {
      const verdict = await this.#parts.verdict(session)
      const isFinal = !this.isPending(session, verdict)
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
      this.#parts.onError(error)
    }
  }
}

function idsOf({ findings }: Verdict): string {
  return findings.map(({ id, severity }) => `${id} ${severity}`).join()
}
