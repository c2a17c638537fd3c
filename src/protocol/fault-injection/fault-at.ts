/**
 * What goes wrong on purpose at one point of a session: the fault that fires there is recorded, its delay becomes a wait, and
 * the caller says what comes of it. It knows no dialogue, so a point below SMTP asks in the same way.
 */
import type { FaultSubject } from '../../faults/fault-subject.ts'
import type { FiredFault } from '../../faults/faults.ts'
import type { FaultPoint } from '../../model/fault.ts'
import type { Wait } from '../outcome.ts'
import type { Fact } from '../record.ts'
import type { SessionContext } from '../session-context.ts'

/**
 * Asks for the fault of a point.
 *
 * @param octets - Of content that have come, at that point; undefined: it is not about content
 * @param happen - What comes of it, after its delay; null: no fault fires there
 */
export function faultAt<Next>(
  context: SessionContext,
  at: FaultPoint,
  subject: FaultSubject,
  octets: number | undefined,
  happen: (fired: FiredFault | null) => Next,
): Next | Wait<Next> {
  const { record, listener, actions, nowMs, ending } = context
  const fired = listener.faults.take(at, subject, nowMs, octets)
  if (fired === null) return happen(null)
  record.add(factOf(fired))
  const { delayMs, pace } = fired.fault
  // A stop waits for no delay, and nothing is paced any more.
  if (ending.stopping) return happen(fired)
  if (delayMs === undefined) {
    if (pace) actions.pace(pace)
    return happen(fired)
  }
  const resume = (): Next => {
    if (pace && !ending.stopping) actions.pace(pace)
    return happen(fired)
  }
  actions.wake(delayMs)
  return { why: 'delay', at, id: null, untilMs: nowMs + delayMs, begin: fired.delayed, resume }
}

/** Who is at a point before a dialogue has said who it is. */
export function strangerOf({ listener: { port, profile }, remote, record }: SessionContext): FaultSubject {
  return {
    session: record,
    host: remote.host,
    listener: port.name,
    profile: port.profile,
    tls: profile.tls,
    secure: false,
    user: null,
    from: null,
    to: [],
  }
}

function factOf({ id, fault, fired, seed }: FiredFault): Fact {
  const { at, delayMs = null, reply, cut = null, times = null, pace, injected, ehlo, tls } = fault
  return {
    kind: 'fault',
    id,
    at,
    delayMs,
    code: reply?.code ?? null,
    cut,
    fired,
    times,
    ...(at === 'content' && { afterBytes: fault.afterBytes ?? 1 }),
    ...(pace && { pace }),
    ...(injected !== undefined && { injected: injected.replace(/\r\n$/, '').split('\r\n') }),
    ...(ehlo && { ehlo }),
    ...(tls && { tls }),
    ...(seed !== null && { seed }),
  }
}
