import type { FaultPoint } from '../model/fault.ts'
import type { SessionContext } from './session-context.ts'
import { isKnownVerb, mechanismsOffered, offersAuth, refusalOf, verbOf } from './states.ts'
import { type ParsedPath, parsePath } from './path.ts'
import { redactCommand } from './redact.ts'
import { replies, type ReplyName } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'
import { AuthDialogue } from './sasl/auth-dialogue.ts'
import { type Connection, createConnection, type Transaction } from './smtp-server.ts'
import { firstBytesOf, protocolOfLine } from './input/first-bytes.ts'
import type { Turn } from './turn.ts'

type Accepted = NonNullable<AuthDialogue['accepted']>

/** What a conversation stands on. */
export interface Footing {
  /** Whether its bytes are under TLS. */
  readonly secure: boolean
  /** Whether all is allowed that is under TLS; in clear only on purpose. */
  readonly asSecure: boolean
  /** Whether STARTTLS was accepted before. */
  readonly startedTls: boolean
}

export const footings = {
  inClear: { secure: false, asSecure: false, startedTls: false },
  implicitTls: { secure: true, asSecure: true, startedTls: false },
  startedTls: { secure: true, asSecure: true, startedTls: true },
} as const satisfies Readonly<Record<string, Footing>>

/** The command lines of one conversation: each recorded, then refused or run. */
export class CommandRunner {
  readonly #context: SessionContext
  readonly #turn: Turn
  readonly #footing: Footing
  #made: Connection | null = null
  /** Made at the first AUTH: most clients send none. */
  #auth: AuthDialogue | null = null

  constructor(context: SessionContext, turn: Turn, footing: Footing) {
    this.#context = context
    this.#turn = turn
    this.#footing = footing
  }

  /** smtp-server's side; null: no command has been run. */
  get made(): Connection | null {
    return this.#made
  }

  /** The login; null: there was none. */
  get accepted(): Accepted | null {
    return this.#auth?.accepted ?? null
  }

  /** The open transaction; only to be asked for behind DATA. */
  get transaction(): Transaction {
    return this.#connection.transaction
  }

  /** Made when first asked for; the greeting needs none. */
  get #connection(): Connection {
    const { listener, record } = this.#context
    const host = this.#footing.asSecure ? listener.secureHost : listener.clearHost
    this.#made ??= createConnection(host, record.id, this.#turn)
    return this.#made
  }

  get #authDialogue(): AuthDialogue {
    return (this.#auth ??= this.#beginAuthDialogue())
  }

  #beginAuthDialogue(): AuthDialogue {
    const { secure, asSecure } = this.#footing
    const { profile, faults } = this.#context.listener
    return new AuthDialogue(this.#context, {
      secure,
      offered: mechanismsOffered(profile, asSecure),
      answer: (reply) => this.#turn.answer(reply),
      pass: (user, passing) => {
        if (faults.armed) this.#turn.pass('login', null, { ...passing, user })
        else passing.goOn()
      },
      loggedIn: (user) => this.#connection.loggedIn(user),
    })
  }

  /** The connection ends, or a line was too long, in the middle of an exchange. */
  abandoned(): void {
    this.#auth?.abandoned()
  }

  /** The transaction is over. */
  reset(): void {
    this.#connection.reset()
  }

  line(line: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    const auth = this.#auth
    if (auth?.waiting === true) {
      this.#turn.begin('AUTH')
      // U+FFFD is no base64, as bytes are none that are not even UTF-8.
      auth.continueWith(isUtf8 ? line : '\ufffd')
      return
    }
    const verb = verbOf(line)
    const known = isKnownVerb(verb)
    this.#turn.begin(verb)
    if (!known && this.#isOtherProtocol(line)) return
    this.#context.record.spoke(known ? 'smtp' : 'other')
    if (known && verb !== 'AUTH') auth?.otherCommand()
    // Credentials often go on behind a refused AUTH; such a line is told, and never kept.
    const shown = redactCommand(line)
    if (known || auth?.lateLine() !== true) {
      const shownVerb = known ? verb : verbOf(shown)
      const { pipelined } = this.#turn
      this.#context.record.command(shownVerb, shown, this.#footing.secure, lineEnd, sizeBytes, pipelined)
    }
    const refusal = this.#refusalOf(verb, line, isUtf8)
    if (refusal === null) this.#allowed(verb, line)
    else this.#turn.answer(refusal)
  }

  #isOtherProtocol(line: string): boolean {
    const protocol = protocolOfLine(line)
    if (protocol === 'smtp' || protocol === 'other') return false
    this.#context.record.spoke(protocol)
    this.#context.record.add(firstBytesOf(protocol, Buffer.from(line), false))
    this.#turn.finish(replies.notSmtp)
    return true
  }

  #refusalOf(verb: string, line: string, isUtf8: boolean): Reply | null {
    const { asSecure: secure, startedTls } = this.#footing
    const name =
      this.#withheld(verb) ??
      refusalOf({
        profile: this.#context.listener.profile,
        secure,
        startedTls,
        stage: this.#connection.stage,
        authenticated: this.accepted !== null,
        verb,
        hasArgument: line.trim().length > verb.length,
        isUtf8,
      })
    if (name === null) return null
    if (verb === 'AUTH') this.#authDialogue.refused(name, line)
    return replies[name]
  }

  /** What EHLO did not offer, on purpose, is not done either: some clients send STARTTLS all the same. */
  #withheld(verb: string): ReplyName | null {
    if (verb === 'STARTTLS') return this.#turn.withholds(verb) ? 'starttlsNotOffered' : null
    return verb === 'AUTH' && this.#turn.withholds(verb) ? 'authNotOffered' : null
  }

  /** State and order allow it; the syntax of a path is the last to be looked at. */
  #allowed(verb: string, line: string): void {
    const { listener } = this.#context
    let path: ParsedPath | null = null
    if (verb === 'MAIL' || verb === 'RCPT') {
      const auth = offersAuth(listener.profile, this.#footing.asSecure)
      const allowed = { utf8: this.#connection.utf8, auth }
      const parsed = parsePath(verb, line, allowed)
      if ('code' in parsed) {
        this.#turn.answer(parsed)
        return
      }
      path = parsed
    }
    const { faults } = listener
    const armed = verb === 'RCPT' && path !== null ? faults.armedFor(path.address) : faults.armed
    if (armed) this.#pass(verb, line, path)
    else this.#run(verb, line, path)
  }

  #pass(verb: string, line: string, path: ParsedPath | null): void {
    const goOn = (): void => this.#run(verb, line, path)
    const refused = (): void => {
      if (verb === 'AUTH') this.#authDialogue.refused('on-purpose', line)
    }
    this.#turn.pass(verb as FaultPoint, path, { goOn, refused })
  }

  #run(verb: string, line: string, path: ParsedPath | null): void {
    switch (verb) {
      case 'MAIL':
      case 'RCPT':
        if (path !== null) this.#connection.runPath(verb, path)
        return
      case 'AUTH':
        this.#authDialogue.begin(line)
        return
      case 'DATA':
        this.#turn.askForMessage()
        return
      case 'STARTTLS':
        this.#turn.startTls()
        return
      case 'EHLO':
      case 'HELO':
        this.#connection.run(verb, line)
        if (this.#footing.secure && this.#connection.stage === 'greeted') this.#trusts()
        return
      default:
        this.#connection.run(verb, line)
    }
  }

  /** The client speaks under TLS, so it has taken our certificate. */
  #trusts(): void {
    const { listener, remote, record } = this.#context
    listener.trusting.remember(remote.host, record.clientHello?.ja4)
  }
}
