import type { Eventual } from '../base/eventual.ts'
import { Fifo } from '../base/fifo.ts'
import type { Verdict } from '../model/finding.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { diagnose, DiagnosisContext } from './diagnose.ts'
import { ComesLater, EarlierSessions, type SessionsAbout } from './earlier-sessions.ts'
import { openingOf } from './openings.ts'
import { goesOnAsScan, isOfScan, mayBelongToScan, mayYetBeOfScan } from './scans.ts'
import { mayBeTakenBack, restsOnOthers } from './taken-back.ts'

export interface Verdicts {
  of(session: SessionRecord): Eventual<Verdict>
  /** Resolves when no verdict of an ended session is in the making. */
  made(): Promise<unknown>
}

export interface VerdictParts {
  readonly about: SessionsAbout
  readonly diagnose: typeof diagnose
  /** Sessions that go on. Default: none. */
  readonly open?: () => readonly SessionRecord[]
  /** All else that a diagnosis is told, as it is when one is made. */
  readonly context: () => Omit<DiagnosisContext, 'earlier'>
  /** Verdicts remembered, by session id: a store may give a record anew each time. Older ones are made again when asked. */
  readonly maxRemembered: number
}

/**
 * The diagnosis of each session beside those before it and those that go on. Made once for one that has ended, but again
 * as long as a session that goes on may change it.
 */
export function createVerdicts({
  about,
  diagnose,
  context,
  maxRemembered,
  open = () => [],
}: VerdictParts): Verdicts {
  /** A promise while one is made, the same for all who ask meanwhile. */
  const made = new Map<string, Eventual<Verdict>>()
  /** Ids in the order in which they came: a Map whose first is deleted again and again is read past all those it has deleted. */
  const order = new Fifo<string>()

  const mayChange = (session: SessionRecord, verdict: Verdict): boolean =>
    mayBeTakenBack(session, verdict, open) || mayYetBeOfScan(session, verdict, context().now ?? Infinity)

  const remember = (session: SessionRecord, verdict: Eventual<Verdict>): void => {
    const { id } = session
    if (!made.has(id)) order.push(id)
    made.set(id, verdict)
    if (verdict instanceof Promise) {
      verdict.then(
        (there) =>
          made.get(id) === verdict && (mayChange(session, there) ? made.delete(id) : made.set(id, there)),
        // The one who asked gets the error; the next one asks again.
        () => made.get(id) === verdict && made.delete(id),
      )
    }
    // An id that was forgotten meanwhile may stand there twice.
    while (made.size > maxRemembered || order.size > 2 * maxRemembered) made.delete(order.shift() ?? '')
  }

  const make = maker({ about, diagnose, context, open })

  const of = (session: SessionRecord): Eventual<Verdict> => {
    const ended = session.durationMs !== null
    const known = ended ? made.get(session.id) : undefined
    if (known) return known
    const verdict = make(session)
    if (ended && (verdict instanceof Promise || !mayChange(session, verdict))) remember(session, verdict)
    return verdict
  }

  return { of, made: () => Promise.allSettled(made.values()) }
}

/** Makes verdicts. Most rest on no other session, and the store is not asked for any. */
function maker({
  about,
  diagnose,
  context,
  open,
}: Required<Omit<VerdictParts, 'maxRemembered'>>): (session: SessionRecord) => Eventual<Verdict> {
  const judge = (
    session: SessionRecord,
    earlier: NonNullable<DiagnosisContext['earlier']>,
    before?: DiagnosisContext['before'],
  ): Verdict => {
    const { ports, now, docs, user } = context()
    // No spread: V8 then makes a new hidden class each time, and looks up each property anew.
    return diagnose(session, { earlier, before, ports, now, docs, user })
  }

  /** A snapshot of all that goes on is dear, and asked for where it may matter alone. */
  const besideOpen = (session: SessionRecord, alone: Verdict, earlier: readonly SessionRecord[]): Verdict => {
    const others = restsOnOthers(alone.findings)
      ? besides(session, open(), earlier)
      : mayGoOnAsScan(session, alone, earlier)
        ? openedBeside(session, open(), earlier)
        : []
    return others.length === 0 ? alone : judge(session, [...earlier, ...others])
  }

  return (session) => {
    const earlier = new EarlierSessions(session, about)
    try {
      const alone = judge(session, earlier.now, earlier.before)
      if (restsOnOthers(alone.findings)) earlier.now()
      return earlier.found === null ? alone : besideOpen(session, alone, earlier.found)
    } catch (error) {
      if (!(error instanceof ComesLater)) throw error
      return error.sessions.then((there) => besideOpen(session, judge(session, there), there))
    }
  }
}

/** Each of them is looked at for each verdict that rests on others. */
const mostBesides = 40

/**
 * Sessions that go on, of the same host: the newest that have a message, for only delivering takes back what is said of
 * another. The store may have one already that has just ended.
 */
function besides(
  { id, remote }: SessionRecord,
  open: readonly SessionRecord[],
  earlier: readonly SessionRecord[],
): readonly SessionRecord[] {
  const known = new Set(earlier.map((other) => other.id))
  return open
    .filter(
      (other) =>
        other.messages.length > 0 &&
        other.remote.host === remote.host &&
        other.id !== id &&
        !known.has(other.id),
    )
    .slice(-mostBesides)
}

/** Whether it looks like a scan whose next step, which goes on, may prove it. */
function mayGoOnAsScan(session: SessionRecord, alone: Verdict, earlier: readonly SessionRecord[]): boolean {
  if (isOfScan(alone) || !mayBelongToScan(session)) return false
  return earlier.some((before) => goesOnAsScan(session, before))
}

/** The newest that go on, and may be of the same scan. */
function openedBeside(
  session: SessionRecord,
  open: readonly SessionRecord[],
  earlier: readonly SessionRecord[],
): readonly SessionRecord[] {
  const known = new Set([session.id, ...earlier.map(({ id }) => id)])
  const { remote, port } = session
  return open
    .filter(
      (other) =>
        other.remote.host === remote.host &&
        other.port.name === port.name &&
        !known.has(other.id) &&
        openingOf(other) !== null,
    )
    .slice(-mostBesides)
}
