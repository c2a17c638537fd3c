import type { AuthObserved } from '../../model/observation.ts'
import { type AuthMechanism, bindsToChannel, knownMechanisms } from '../../model/mechanisms.ts'
import type { SessionContext } from '../session-context.ts'
import { replies, type ReplyName } from '../replies/replies.ts'
import type { Reply } from '../replies/reply.ts'
import type { CommandOutcome } from '../outcome.ts'
import { beginAuth, continueAuth } from './auth.ts'
import { carriesSecret } from './carried-secret.ts'
import type { AuthEnd, AuthGround, AuthState, AuthStep } from './exchange.ts'

const endReplies = {
  accepted: replies.authAccepted,
  rejected: replies.authRejected,
  cancelled: replies.authCancelled,
  malformed: replies.authMalformed,
} as const

/** Lines after a refused AUTH that may still be credentials: user and password. */
const lateLines = 2

/** What becomes of a login that is about to succeed. */
interface LoginStep {
  readonly goOn: () => CommandOutcome
  readonly refused: () => void
}

/** Where an AUTH is sent. */
export interface AuthPlace {
  /** Whether its lines are under TLS. */
  readonly secure: boolean
  readonly offered: readonly AuthMechanism[]
  /** A login is about to succeed: it goes on, or is refused on purpose. */
  readonly atLogin: (user: string, step: LoginStep) => CommandOutcome
  readonly loggedIn: (user: string) => void
}

/** The AUTH of one conversation: what was tried, what came of it. Keeps the user, never a secret. */
export class AuthDialogue {
  readonly #context: SessionContext
  readonly #place: AuthPlace
  #state: AuthState | null = null
  /** A login that is about to succeed, where it is delayed on purpose. */
  #aboutTo: { readonly mechanism: AuthMechanism; readonly verdict: AuthEnd } | null = null
  #lateLines = 0

  constructor(context: SessionContext, place: AuthPlace) {
    this.#context = context
    this.#place = place
  }

  /** Whether the next line belongs to the exchange. */
  get waiting(): boolean {
    return this.#state !== null
  }

  /** AUTH, allowed by the table of states. */
  begin(line: string): CommandOutcome {
    const { offered } = this.#place
    const [, name = '', ...words] = line.trim().split(/\s+/)
    const [initial, ...more] = words
    const mechanism = offered.find((one) => one === name.toUpperCase())
    if (mechanism === undefined) {
      this.#refuse('unsupported', name, words)
      return name === '' ? replies.authNoMechanism : replies.authMechanism
    }
    if (more.length > 0) {
      this.#refuse('malformed', name, words)
      return replies.authMalformed
    }
    return this.#judged(mechanism, beginAuth(mechanism, initial ?? null, this.#ground))
  }

  get #ground(): AuthGround {
    const { listener, actions } = this.#context
    const { credentials, random, wallMs, settings } = listener
    return {
      credentials,
      random,
      challenge: () => `<${random(12)}.${Math.floor(wallMs() / 1000)}@${settings.serverName}>`,
      bindingOffered: this.#place.offered.some(bindsToChannel),
      provesWrongly: listener.profile.serverProof === 'wrong',
      channelBinding: (type) => actions.channelBinding(type),
    }
  }

  /** The next line of the exchange. */
  continueWith(line: string): CommandOutcome {
    const state = this.#state
    if (state === null) return null
    this.#state = null
    this.#context.record.add({
      kind: 'auth-line',
      secure: this.#place.secure,
      what: line.trim() === '*' ? 'cancel' : 'response',
    })
    const step = continueAuth(state, line, this.#ground)
    return state.pending === null ? this.#judged(state.mechanism, step) : this.#take(state.mechanism, step)
  }

  /** The table of states refused AUTH, or a fault that was set did. */
  refused(name: ReplyName | 'on-purpose', line: string): void {
    const outcomes: Partial<Record<typeof name, AuthObserved['outcome']>> = {
      'on-purpose': 'on-purpose',
      starttlsFirst: 'before-tls',
      authNotOffered: 'not-offered',
    }
    const [, mechanism = '', ...words] = line.trim().split(/\s+/)
    this.#refuse(outcomes[name] ?? 'out-of-order', mechanism, words)
  }

  /** Another command: what comes after it is no answer to AUTH. */
  otherCommand(): void {
    this.#lateLines = 0
  }

  /** A line that is no command: after a refused AUTH it may be the password, so it counts as a line of AUTH. */
  lateLine(): boolean {
    if (this.#lateLines === 0) return false
    this.#lateLines--
    this.#context.record.add({ kind: 'auth-line', secure: this.#place.secure, what: 'response' })
    return true
  }

  /** The connection ends, or a line was too long, in the middle of an exchange. */
  abandoned(): void {
    const aboutTo = this.#aboutTo
    if (aboutTo !== null) {
      this.#aboutTo = null
      const { mechanism, verdict } = aboutTo
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
  #judged(mechanism: AuthMechanism, step: AuthStep): CommandOutcome {
    const verdict = step.kind === 'end' ? step : step.next.pending
    const user = verdict?.outcome === 'accepted' ? verdict.user : null
    if (verdict === null || user === null) return this.#take(mechanism, step)
    this.#aboutTo = { mechanism, verdict }
    return this.#place.atLogin(user, {
      goOn: () => {
        this.#aboutTo = null
        return this.#take(mechanism, step)
      },
      refused: () => {
        this.#aboutTo = null
        this.#lateLines = lateLines
        this.#observe('on-purpose', mechanism, user, verdict.credentialsSent, verdict.hints)
      },
    })
  }

  #take(mechanism: AuthMechanism, step: AuthStep): Reply {
    if (step.kind === 'end') return this.#finish(mechanism, step)
    this.#state = step.next
    const reply = { code: 334, enhanced: null, text: step.text }
    return step.secret ? { ...reply, recorded: unnamed } : reply
  }

  #finish(mechanism: AuthMechanism, end: AuthEnd): Reply {
    const { outcome, user } = end
    this.#observe(outcome, mechanism, user, end.credentialsSent, end.hints)
    if (outcome === 'accepted' && user !== null) {
      this.#place.loggedIn(user)
    } else {
      this.#lateLines = lateLines
    }
    return replyTo(end, mechanism)
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
