import type { Struck } from '../../faults/faults.ts'
import type { Whom } from '../../faults/whom.ts'
import { isRefusal } from '../../faults/field-points.ts'
import type { FaultPoint } from '../../model/fault.ts'
import type { SessionContext } from '../session-context.ts'
import type { ParsedPath } from '../path.ts'
import { FaultDelay } from './fault-delay.ts'
import type { Passing, Turn } from '../turn.ts'

/** The points of one conversation at which faults are asked for. */
export class FaultPoints {
  readonly #context: SessionContext
  readonly #turn: Turn
  readonly #delay: FaultDelay

  constructor(context: SessionContext, turn: Turn) {
    this.#context = context
    this.#turn = turn
    this.#delay = new FaultDelay(context)
  }

  /** Elapsed milliseconds; null: nothing is delayed. */
  get delayUntilMs(): number | null {
    return this.#delay.untilMs
  }

  /** Whether a message is delayed: its client is owed an answer. */
  get owing(): boolean {
    return isOfMessage(this.#delay.at)
  }

  /** After how many octets of content to ask next, from so many on; null: not any more. */
  nextContent(from: number): number | null {
    return this.#context.listener.faults.nextContent(this.#whom('content', null), from)
  }

  pass(at: FaultPoint, path: ParsedPath | null, passing: Passing): void {
    const hold = (): void => {
      passing.hold?.()
      this.#turn.wait()
    }
    const strike = (struck: Struck): void => this.#strike(struck, passing)
    const { octets, user } = passing
    const whom = this.#whom(at, path)
    const meeting = octets === undefined ? { hold, strike } : { octets, hold, strike }
    if (!this.#delay.meet(at, user === undefined ? whom : { ...whom, user }, meeting)) passing.goOn()
  }

  /** The delay is over: what goes on now; null: there was none. */
  end(): (() => void) | null {
    return this.#delay.end()
  }

  #strike(struck: Struck, passing: Passing): void {
    const { at, cut } = struck.fault
    const refused = !runs(struck)
    if (refused) this.#refuse(struck, passing)
    else this.#change(struck, passing)
    if (cut === 'rst') this.#turn.reset()
    // RFC 5321 §3.8: 421 closes. Behind a refusal in place of the greeting nothing can follow.
    else if (cut === 'fin' || struck.reply?.code === 421 || (refused && at === 'greeting'))
      this.#turn.hangUp()
    if (refused && isOfMessage(at)) this.#turn.messageDone()
  }

  #refuse({ reply, fault: { behind } }: Struck, { refused }: Passing): void {
    refused?.()
    if (reply === null || this.#context.gone) return
    this.#turn.put(reply)
    if (behind !== undefined) this.#turn.behind(behind)
  }

  #change({ reply, fault }: Struck, { goOn }: Passing): void {
    const { behind = null, ehlo = null, tls = null } = fault
    if (reply !== null || behind !== null || ehlo !== null || tls !== null)
      this.#turn.change({ reply, behind, ehlo, tls })
    goOn()
  }

  #whom(at: FaultPoint, path: ParsedPath | null): Whom {
    const { connection, user, secure } = this.#turn
    const by = { ...placeOf(this.#context), secure, user }
    if (at === 'MAIL') return { ...by, from: path?.address ?? null, to: [] }
    if (connection === null || !inTransaction.has(connection.stage)) return { ...by, from: null, to: [] }
    const { mailFrom, rcptTo } = connection.transaction
    const to = path === null ? rcptTo.map(({ address }) => address) : [path.address]
    return { ...by, from: mailFrom.address, to }
  }
}

/** Who it is, as far as that is known before a word is said. */
export function placeOf({
  listener: { port, profile },
  remote,
  record,
}: SessionContext): Pick<Whom, 'session' | 'host' | 'listener' | 'profile' | 'tls'> {
  return { session: record, host: remote.host, listener: port.name, profile: port.profile, tls: profile.tls }
}

const inTransaction: ReadonlySet<string> = new Set(['mail', 'rcpt'])

function isOfMessage(at: FaultPoint | null): boolean {
  return at === 'dot' || at === 'kept'
}

/** Whether the fault lets happen what is under way, if in other words. A 250 to a message that the store never gets is a lie. */
function runs({ reply, fault: { at, behind, ehlo, tls, cut } }: Struck): boolean {
  if (reply !== null) return at !== 'dot' && !isRefusal(reply)
  return cut === undefined || behind !== undefined || ehlo !== undefined || tls !== undefined
}
