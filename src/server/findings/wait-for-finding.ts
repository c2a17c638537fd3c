import { FourportError } from '../../base/errors.ts'
import { type Eventual, whereTrue } from '../../base/eventual.ts'
import { shown } from '../../base/fields.ts'
import { timerOf } from '../../base/time-limit.ts'
import { defaultWaitMs } from '../../base/wait-times.ts'
import { times, distinctFindings } from '../../diagnosis/distinct-findings.ts'
import type * as judgeModule from '../../diagnosis/judge.ts'
import type { FindingMatch, Finding } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'
import {
  everySession,
  type FindingScope,
  type FindingSource,
  matching,
  sessionsSince,
  startOf,
} from './source.ts'

/** A finding, and the session that has it. */
interface FoundFinding {
  readonly session: SessionRecord
  readonly finding: Finding
}

interface FindingWait {
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly scope?: FindingScope | undefined
}

/**
 * Resolves with a finding already known, or with the first that a session brings: at its end, or before, where the rest
 * of it cannot take the finding back. A client that hangs in silence is judged when it has been silent for too long; of
 * one that talks, what may still be fixed counts only when the time is up.
 */
export async function waitForFinding(
  source: FindingSource,
  asked: FindingMatch = {},
  options: FindingWait = {},
): Promise<FoundFinding> {
  const judge = await import('../../diagnosis/judge.ts')
  const { timeoutMs = defaultWaitMs, signal, scope = everySession } = options
  const { store, openSessions, watch } = source
  const limit = new AbortController()
  const search = new FindingSearch(source, judge, asked, scope, limit.signal)
  return new Promise((resolve, reject) => {
    let over = false
    const end = (act: () => void): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      limit.abort()
      silence.stop()
      stopFeed()
      stopTurns()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const inTurn = inOrder((error) => end(() => reject(error)))
    const found = (one: FoundFinding | undefined): void => one && end(() => resolve(one))
    const look = (sessions: readonly SessionRecord[]): void =>
      inTurn(async () => over || found(await search.decidedAmong(sessions)))
    const silence = new SilenceTimer(source, judge, () => look(openSessions()))
    const stopFeed = store.feed.subscribe((event) => {
      if (event.type === 'session') look([event.session])
    })
    const stopTurns = watchTurns(watch, (sessions) => {
      look(sessions)
      silence.renew()
    })
    const onAbort = (): void => end(() => reject(signal?.reason as Error))
    const timeUp = async (): Promise<void> => {
      if (!over && timeoutMs > 0) found(await search.standingAmong(openSessions()))
      if (!over) throw timedOut(await search.others(), asked, timeoutMs)
    }
    // By a signal, as the turn before that one may wait too: it goes on with what is known.
    limit.signal.addEventListener('abort', () => inTurn(timeUp))
    const timer = timerOf(timeoutMs, () => limit.abort())
    // What is there counts, also where nobody may wait any more.
    inTurn(async () => {
      found(await search.decidedAmong(await search.all()))
      if (signal?.aborted) onAbort()
    })
    signal?.addEventListener('abort', onAbort)
    silence.renew()
  })
}

function timedOut(others: readonly Finding[], asked: FindingMatch, timeoutMs: number): FourportError {
  return new FourportError('WAIT_TIMEOUT', failedWaitText(others, asked, timeoutMs))
}

/** Does one thing after the other: of two sessions with a finding the first is the one that is found. */
function inOrder(onError: (error: Error) => void): (act: () => Promise<unknown>) => void {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    last = last.then(act).catch(onError)
  }
}

type Judge = typeof judgeModule

/** What is asked for, and where it may be. */
class FindingSearch {
  readonly #source: FindingSource
  readonly #judge: Judge
  readonly #scope: FindingScope
  /** Aborted when nobody waits any more. */
  readonly #limit: AbortSignal
  readonly #match: FindingMatch & { readonly since: number }

  constructor(
    source: FindingSource,
    judge: Judge,
    asked: FindingMatch,
    scope: FindingScope,
    limit: AbortSignal,
  ) {
    this.#limit = limit
    this.#source = source
    this.#judge = judge
    this.#scope = scope
    this.#match = { ...asked, since: startOf(asked, scope) }
  }

  /** Sessions of that time. */
  all(): Promise<readonly SessionRecord[]> {
    return sessionsSince(this.#source, this.#match.since)
  }

  /** The first that the rest of its session cannot take back. */
  decidedAmong(sessions: readonly SessionRecord[]): Promise<FoundFinding | undefined> {
    return this.#among(sessions, async (session) =>
      session.durationMs === null
        ? this.#judge.decidedFindings(session, this.#source.verdict)
        : (await this.#source.reviews.settled(session, this.#limit)).findings,
    )
  }

  /** The first there is as the sessions stand. */
  standingAmong(sessions: readonly SessionRecord[]): Promise<FoundFinding | undefined> {
    return this.#among(sessions, async (session) => (await this.#source.verdict(session)).findings)
  }

  /** All findings of that time, whatever was asked for. */
  async others(): Promise<readonly Finding[]> {
    const { since } = this.#match
    const { momentOf } = this.#judge
    const sessions = await whereTrue(await this.all(), (session) => this.#scope.sees(session))
    const each = sessions.map(async (session) => {
      const { findings } = await this.#source.verdict(session)
      return matching(findings, session, { since }, momentOf)
    })
    return (await Promise.all(each)).flat()
  }

  async #among(
    sessions: readonly SessionRecord[],
    findingsOf: (session: SessionRecord) => Eventual<readonly Finding[]>,
  ): Promise<FoundFinding | undefined> {
    for (const session of sessions) {
      if (!(await this.#scope.sees(session))) continue
      const findings = await findingsOf(session)
      const [finding] = matching(findings, session, this.#match, this.#judge.momentOf)
      if (finding) return { session, finding }
    }
    return undefined
  }
}

/** Tells when the first of all silent sessions has been silent for too long. */
class SilenceTimer {
  readonly #source: FindingSource
  readonly #judge: Judge
  readonly #tell: () => void
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(source: FindingSource, judge: Judge, tell: () => void) {
    this.#source = source
    this.#judge = judge
    this.#tell = tell
  }

  /** Sessions have begun, or come further. */
  renew(): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    const nowMs = this.#source.clock.now()
    const ends = this.#source
      .openSessions()
      .map(this.#judge.silenceEndsMs)
      .filter((ms): ms is number => ms !== null && ms > nowMs)
    if (ends.length === 0) return
    // Timers come before sockets: what a client has sent, and how late this process is, is known in the next phase.
    this.#timer = setTimeout(() => setImmediate(() => this.#timeUp()), Math.min(...ends) - nowMs + 1)
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  #timeUp(): void {
    if (this.#stopped) return
    this.#tell()
    this.renew()
  }
}

/** Tells of the sessions that have come further, once a turn: many segments of many sessions may come in one. */
function watchTurns(
  watch: FindingSource['watch'],
  tell: (sessions: readonly SessionRecord[]) => void,
): () => void {
  const progressed = new Map<string, { snapshot(): SessionRecord }>()
  let stopped = false
  const stop = watch((session) => {
    if (progressed.size === 0) {
      setImmediate(() => {
        if (stopped) return
        const sessions = [...progressed.values()].map((one) => one.snapshot())
        progressed.clear()
        tell(sessions)
      })
    }
    progressed.set(session.id, session)
  })
  return () => {
    stopped = true
    stop()
  }
}

/** More would hide the one that matters. */
const othersShown = 8

/** The words of a wait for a finding that ended in vain: what was expected, and what there was instead, each once. */
function failedWaitText(findings: readonly Finding[], match: FindingMatch, timeoutMs: number): string {
  const each = distinctFindings(findings)
  const last = each.slice(-othersShown)
  const others = last.map(
    ({ finding: { severity, id, port, saw, docs }, count }) =>
      `\n  ${severity} ${id} on port ${port}: ${saw}${times(count)}\n    ${docs}`,
  )
  const before = each.length > last.length ? `, the last ${last.length} of ${each.length}` : ''
  const instead =
    last.length === 0 ? 'No session had a finding.' : `Findings there were${before}:${others.join('')}`
  return `Waited ${timeoutMs} ms for ${describe(match)}. ${instead}`
}

function describe(match: FindingMatch): string {
  const given = Object.entries(match).filter(([, value]) => value !== undefined)
  const parts = given.map(([name, value]) => `${name} ${shown(value)}`)
  return parts.length === 0 ? 'any finding' : `a finding with ${parts.join(' and ')}`
}
