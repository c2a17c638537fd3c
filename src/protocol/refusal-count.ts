import type { Verb } from '../model/verbs.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'

/** As Postfix has it (smtpd_hard_error_limit): a client that ignores 20 refusals will ignore the next. */
const refusedInARow = 20
/** NOOP, RSET and the like without a message between: enough for a pool that pings, not for a flood. */
const idleCommandLimit = 200
/** As Postfix has it (smtpd_recipient_overshoot_limit): a long list is pipelined whole before its first 452 is read. */
const overshootLimit = 1000
/** A person mistypes thrice; a program that goes on after five guesses. */
const failedLoginLimit = 5

const idleVerbs: ReadonlySet<string> = new Set<Verb>(['NOOP', 'RSET', 'VRFY', 'HELP', 'HELO', 'EHLO'])

/** Counts what a client gets wrong, over the whole session: a loop must end (one client sent 350,000 refused STARTTLS). */
export class RefusalCount {
  #refused = 0
  #idle = 0
  #failedLogins = 0
  #overshoot = 0

  /** Called with each reply to a command; the reply that ends the session, or null. */
  afterReply(verb: string, reply: Reply): LastReply | null {
    if (reply.onPurpose !== undefined) return null
    if (reply.code < 400) {
      if (idleVerbs.has(verb)) return ++this.#idle > idleCommandLimit ? replies.tooManyIdleCommands : null
      this.#refused = 0
      if (verb === 'DATA') this.#contentFollows()
      return null
    }
    // A long list of recipients is no fault: the client is to send DATA for those accepted (RFC 5321 §4.5.3.1.10).
    if (reply.code === 452 && ++this.#overshoot <= overshootLimit) return null
    if (reply.code === 535 && ++this.#failedLogins >= failedLoginLimit) return replies.authLimit
    return ++this.#refused >= refusedInARow ? replies.tooManyRefused : null
  }

  #contentFollows(): void {
    this.#idle = 0
    this.#overshoot = 0
  }
}
