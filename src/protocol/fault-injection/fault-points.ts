/**
 * The points of one dialogue at which faults are asked for: who it is there, and what a fault makes of the step. It says
 * nothing and ends nothing: that is in the outcome.
 */
import type { FaultSubject } from '../../faults/fault-subject.ts'
import type { FiredFault } from '../../faults/faults.ts'
import type { FaultPoint } from '../../model/fault.ts'
import type { CommandOutcome } from '../outcome.ts'
import type { ParsedPath } from '../path.ts'
import type { ReplyWriter } from '../replies/reply-writer.ts'
import type { SessionContext } from '../session-context.ts'
import type { SmtpServer } from '../smtp-server.ts'
import { faultAt, strangerOf } from './fault-at.ts'

/** What is under way at a point. */
export interface FaultStep {
  /** Octets of content that have come. */
  readonly octets?: number
  /** Who is about to log in. */
  readonly user?: string
  /** What happens where no fault refuses it or cuts it off. */
  readonly goOn: () => CommandOutcome
  /** It is refused or cut off. */
  readonly refused?: () => void
}

/** Who speaks in a dialogue. */
export interface CommandSpeaker {
  /** null: no command has been run. */
  readonly smtpServer: SmtpServer | null
  /** Who has logged in; null: nobody. */
  readonly user: string | null
  /** Whether its bytes are under TLS. */
  readonly secure: boolean
}

export class FaultPoints {
  readonly #context: SessionContext
  readonly #output: Pick<ReplyWriter, 'change'>
  readonly #speaker: CommandSpeaker

  constructor(context: SessionContext, output: Pick<ReplyWriter, 'change'>, speaker: CommandSpeaker) {
    this.#context = context
    this.#output = output
    this.#speaker = speaker
  }

  /** After how many octets of content to ask next, from so many on; null: not any more. */
  nextContent(from: number): number | null {
    return this.#context.listener.faults.nextContent(this.#subject('content', null), from)
  }

  /** Asks at one point; `path` is that of the MAIL or RCPT that is under way. */
  at(at: FaultPoint, path: ParsedPath | null, step: FaultStep): CommandOutcome {
    const { octets, user } = step
    const subject = this.#subject(at, path)
    const who = user === undefined ? subject : { ...subject, user }
    return faultAt<CommandOutcome>(this.#context, at, who, octets, (fired) =>
      fired === null ? step.goOn() : this.#happen(fired, step),
    )
  }

  #happen(fired: FiredFault, step: FaultStep): CommandOutcome {
    const { reply, fault } = fired
    const { at, cut } = fault
    const refused = !runs(fired)
    const first = refused ? this.#refuse(fired, step) : this.#goOn(fired, step)
    // RFC 5321 §3.8: 421 closes. After a refusal in place of the greeting nothing can follow.
    const ends = cut ?? (reply?.code === 421 || (refused && at === 'greeting') ? 'fin' : undefined)
    return ends === undefined ? first : { end: ends, first }
  }

  #refuse({ reply, fault: { injected } }: FiredFault, { refused }: FaultStep): CommandOutcome {
    refused?.()
    return reply && { ...reply, onPurpose: { injected: injected ?? null } }
  }

  #goOn({ reply, fault }: FiredFault, { goOn }: FaultStep): CommandOutcome {
    const { injected = null, ehlo = null, tls = null } = fault
    if (reply !== null || injected !== null || ehlo !== null) this.#output.change = { reply, injected, ehlo }
    const outcome = goOn()
    return tls !== null && outcome !== null && 'startTls' in outcome ? { startTls: tls } : outcome
  }

  #subject(at: FaultPoint, path: ParsedPath | null): FaultSubject {
    const { smtpServer, user, secure } = this.#speaker
    const open = smtpServer !== null && inTransaction.has(smtpServer.state) ? smtpServer.transaction : null
    const who = { ...strangerOf(this.#context), secure, user }
    if (at === 'MAIL') return { ...who, from: path?.address ?? null }
    if (open === null) return who
    const to = path === null ? open.rcptTo.map(({ address }) => address) : [path.address]
    return { ...who, from: open.mailFrom.address, to }
  }
}

const inTransaction: ReadonlySet<string> = new Set(['mail', 'rcpt'])

/** Whether the fault lets the step happen, if with another reply. A 250 to a message that the store never gets is a lie. */
function runs({ reply, refuses, fault: { at, injected, ehlo, tls, cut } }: FiredFault): boolean {
  if (reply !== null) return at !== 'dot' && !refuses
  return cut === undefined || injected !== undefined || ehlo !== undefined || tls !== undefined
}
