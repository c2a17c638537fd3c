import type { AuthObserved } from '../../model/observation.ts'
import { type AuthMechanism, bindsToChannel, knownMechanisms } from '../../model/mechanisms.ts'
import type { SessionContext } from '../session-context.ts'
import { replies, type ReplyName } from '../replies/replies.ts'
import type { Reply } from '../replies/reply.ts'
import type { Passing } from '../turn.ts'
import { beginAuth, continueAuth } from './auth.ts'
import { carriesSecret } from './carried-secret.ts'
import type { AuthEnd, AuthGround, AuthState, AuthStep } from './exchange.ts'

const endReplies = {
  accepted: replies.authAccepted,
  rejected: replies.authRejected,
  cancelled: replies.authCancelled,
  malformed: replies.authMalformed,
} as const

/** Lines that may still be credentials behind an AUTH that was refused: user and password. */
const lateLines = 2

/** Where an AUTH is said. */
export interface AuthPlace {
  /** Whether its lines are under TLS. */
  readonly secure: boolean
  readonly offered: readonly AuthMechanism[]
  readonly answer: (reply: Reply) => void
  /** A login is about to succeed: it goes on, or is refused on purpose. */
  readonly pass: (user: string, passing: Passing) => void
  readonly loggedIn: (user: string) => void
}

/** The AUTH of one conversation: what was tried, what came of it. Keeps the user, never a secret. */
export class AuthDialogue {
  readonly #context: SessionContext
  readonly #place: AuthPlace
  #state: AuthState | null = null
  /** A login that is about to succeed, where it is delayed on purpose. */
  #passing: { readonly mechanism: AuthMechanism; readonly verdict: AuthEnd } | null = null
  #accepted: { readonly user: string; readonly mechanism: AuthMechanism } | null = null
  #lateLines = 0

  constructor(context: SessionContext, place: AuthPlace) {
    this.#context = context
    this.#place = place
  }

  /** Whether the next line belongs to the exchange. */
  get waiting(): boolean {
    return this.#state !== null
  }

  get accepted(): { readonly user: string; readonly mechanism: AuthMechanism } | null {
    return this.#accepted
  }

  /** AUTH, allowed by the gate. */
  begin(line: string): void {
    const { offered, answer } = this.#place
    const [, name = '', ...words] = line.trim().split(/\s+/)
    const [initial, ...more] = words
    const mechanism = offered.find((one) => one === name.toUpperCase())
    if (mechanism === undefined) {
      this.#refuse('unsupported', name, words)
      answer(name === '' ? replies.authNoMechanism : replies.authMechanism)
    } else if (more.length > 0) {
      this.#refuse('malformed', name, words)
      answer(replies.authMalformed)
    } else {
      this.#judged(mechanism, beginAuth(mechanism, initial ?? null, this.#ground))
    }
  }

  get #ground(): AuthGround {
    const { listener, actions } = this.#context
    const { credentials, random, wallMs, settings } = listener
    return {
      credentials,
      random,
      challenge: () => `<${random(12)}.${Math.floor(wallMs() / 1000)}@${settings.serverName}>`,
      bindingOffered: this.#place.offered.some(bindsToChannel),
      channelBinding: (type) => actions.channelBinding(type),
    }
  }

  continueWith(line: string): void {
    const state = this.#state
    if (state === null) return
    this.#state = null
    this.#context.record.add({
      kind: 'auth-line',
      secure: this.#place.secure,
      what: line.trim() === '*' ? 'cancel' : 'response',
    })
    const step = continueAuth(state, line, this.#ground)
    if (state.pending === null) this.#judged(state.mechanism, step)
    else this.#take(state.mechanism, step)
  }

  /** The gate refused AUTH, or a fault that was set did. */
  refused(name: ReplyName | 'on-purpose', line: string): void {
    const outcomes: Partial<Record<typeof name, AuthObserved['outcome']>> = {
      'on-purpose': 'on-purpose',
      starttlsFirst: 'before-tls',
      authNotOffered: 'not-offered',
    }
    const [, mechanism = '', ...words] = line.trim().split(/\s+/)
    this.#refuse(outcomes[name] ?? 'out-of-order', mechanism, words)
  }

  /** Another command: what comes behind it is no answer to AUTH. */
  otherCommand(): void {
    this.#lateLines = 0
  }

  /** A line that is no command: behind a refused AUTH it may be the password, so it counts as a line of AUTH. */
  lateLine(): boolean {
    if (this.#lateLines === 0) return false
    this.#lateLines--
    this.#context.record.add({ kind: 'auth-line', secure: this.#place.secure, what: 'response' })
    return true
  }

  /** The connection ends, or a line was too long, in the middle of an exchange. */
  abandoned(): void {
    const passing = this.#passing
    if (passing !== null) {
      this.#passing = null
      const { mechanism, verdict } = passing
      this.#observe('abandoned', mechanism, verdict.user, verdict.credentialsSent, verdict.hints)
    }
    const state = this.#state
    if (state === null) return
    this.#state = null
    const { pending, mechanism, user } = state
    if (pending === null) this.#observe('abandoned', mechanism, user, false, [])
    // One that leaves when the server has proved itself does not believe it.
    else if (pending.outcome === 'accepted')
      this.#observe('abandoned', mechanism, user, false, ['server-proof-refused'])
    // Told of the refusal in a 334, some clients (curl) leave without taking the 535.
    else this.#observe(pending.outcome, mechanism, user, pending.credentialsSent, pending.hints)
  }

  /** Real servers refuse here, whatever for: they know no sooner who it is. */
  #judged(mechanism: AuthMechanism, step: AuthStep): void {
    const verdict = step.kind === 'end' ? step : step.next.pending
    const user = verdict?.outcome === 'accepted' ? verdict.user : null
    if (verdict === null || user === null) {
      this.#take(mechanism, step)
      return
    }
    this.#passing = { mechanism, verdict }
    this.#place.pass(user, {
      goOn: () => {
        this.#passing = null
        this.#take(mechanism, step)
      },
      refused: () => {
        this.#passing = null
        this.#lateLines = lateLines
        this.#observe('on-purpose', mechanism, user, verdict.credentialsSent, verdict.hints)
      },
    })
  }

  #take(mechanism: AuthMechanism, step: AuthStep): void {
    if (step.kind === 'ask') {
      this.#state = step.next
      const reply = { code: 334, enhanced: null, text: step.text }
      this.#place.answer(step.secret ? { ...reply, recorded: unnamed } : reply)
      return
    }
    this.#finish(mechanism, step)
  }

  #finish(mechanism: AuthMechanism, end: AuthEnd): void {
    const { outcome, user } = end
    this.#observe(outcome, mechanism, user, end.credentialsSent, end.hints)
    if (outcome === 'accepted' && user !== null) {
      this.#accepted = { user, mechanism }
      this.#place.loggedIn(user)
    } else {
      this.#lateLines = lateLines
    }
    this.#place.answer(replyTo(end, mechanism))
  }

  #refuse(outcome: AuthObserved['outcome'], name: string, words: readonly string[]): void {
    this.#lateLines = lateLines
    // Of no mechanism that is known, the name may be what carries it.
    const mechanism = mechanismName(name)
    const carried = carriesSecret(mechanism, mechanism === unnamed ? [name, ...words] : words)
    this.#observe(outcome, mechanism, null, carried, [])
  }

  #observe(
    outcome: AuthObserved['outcome'],
    mechanism: string,
    user: string | null,
    credentialsSent: boolean,
    hints: AuthObserved['hints'],
  ): void {
    this.#context.record.add({
      kind: 'auth',
      mechanism,
      outcome,
      user,
      secure: this.#place.secure,
      credentialsSent,
      hints,
    })
  }
}

function replyTo({ outcome, brokenOff, hints }: AuthEnd, mechanism: AuthMechanism): Reply {
  if (brokenOff === true) return replies.authCancelled
  if (outcome === 'rejected' && hints.some((hint) => hint.startsWith('channel-binding-')))
    return replies.bindingRejected
  const isToken = knownMechanisms.get(mechanism) === 'token'
  return outcome === 'rejected' && isToken ? replies.tokenRejected : endReplies[outcome]
}

/** Stands where a secret may be. */
const unnamed = '…'

/** What is no name of a mechanism could be the password itself, so it is not kept. */
function mechanismName(name: string): string {
  const upper = name.toUpperCase()
  return knownMechanisms.has(upper) ? upper : unnamed
}
