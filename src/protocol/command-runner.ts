/**
 * The command lines of one dialogue: each is recorded, then refused by the table of states or run, and answered with an
 * outcome. It knows who speaks, and not how a reply goes out or what comes after a wait.
 */
import type { FaultPoint } from '../model/fault.ts'
import { speakersOfCommonWords } from '../model/speaker.ts'
import { FaultPoints, type CommandSpeaker } from './fault-injection/fault-points.ts'
import type { CommandLine, CommandStream } from './input/command-stream.ts'
import { firstBytesOf, protocolOfLine } from './input/first-bytes.ts'
import type { CommandOutcome } from './outcome.ts'
import { type ParsedPath, parsePath } from './path.ts'
import { redactCommand } from './redact.ts'
import { replies } from './replies/replies.ts'
import type { ReplyWriter } from './replies/reply-writer.ts'
import { AuthDialogue } from './sasl/auth-dialogue.ts'
import type { SessionContext } from './session-context.ts'
import { createSmtpServer, type SmtpServer } from './smtp-server.ts'
import { isKnownVerb, mechanismsOffered, offersAuth, refusalOf, type State, verbOf } from './states.ts'
import type { TlsState } from './tls-state.ts'

/** A login fits into so many octets. */
const lookedAtOctets = 1024

const contentFollows = Object.freeze({ content: true })
const tlsFollows = Object.freeze({ startTls: null })

export class CommandRunner implements CommandSpeaker {
  readonly secure: boolean
  /** The command that is answered; '' where the server speaks of its own accord. */
  verb = ''
  /** smtp-server's side; null: no command has been run. */
  smtpServer: SmtpServer | null = null
  /** Who has logged in; null: nobody. */
  user: string | null = null
  readonly faults: FaultPoints
  readonly #context: SessionContext
  readonly #output: ReplyWriter
  readonly #tls: TlsState
  readonly #input: Pick<CommandStream, 'following'>
  readonly #offersAuth: boolean
  /** Made at the first AUTH: most clients send none. */
  #auth: AuthDialogue | null = null

  constructor(
    context: SessionContext,
    output: ReplyWriter,
    tls: TlsState,
    input: Pick<CommandStream, 'following'>,
  ) {
    this.#input = input
    this.secure = tls.secure
    this.#context = context
    this.#output = output
    this.#tls = tls
    this.#offersAuth = offersAuth(context.listener.profile, tls.asSecure)
    this.faults = new FaultPoints(context, output, this)
    if (tls.greeted) this.#server.run('EHLO', 'EHLO greeted.before')
  }

  /** Made at the first command; the greeting needs none. */
  get #server(): SmtpServer {
    const { listener, record } = this.#context
    const host = this.#tls.asSecure ? listener.secureHost : listener.clearHost
    return (this.smtpServer ??= createSmtpServer(host, record.id))
  }

  get #authDialogue(): AuthDialogue {
    return (this.#auth ??= this.#beginAuthDialogue())
  }

  #beginAuthDialogue(): AuthDialogue {
    const { secure, asSecure } = this.#tls
    const { profile, faults } = this.#context.listener
    return new AuthDialogue(this.#context, {
      secure,
      offered: mechanismsOffered(profile, asSecure),
      atLogin: (user, step) =>
        faults.armed ? this.faults.at('login', null, { ...step, user }) : step.goOn(),
      loggedIn: (user) => {
        this.user = user
        this.#server.loggedIn(user)
      },
    })
  }

  /** The connection ends, or a line was too long, in the middle of an exchange. */
  abandoned(): void {
    this.#auth?.abandoned()
  }

  /** One command line, or one of an AUTH exchange. */
  line(line: CommandLine): CommandOutcome {
    const { text, isUtf8, lineEnd, sizeBytes } = line
    const auth = this.#auth
    if (auth?.waiting === true) {
      this.verb = 'AUTH'
      // U+FFFD is no base64, as bytes are none that are not even UTF-8.
      return auth.continueWith(isUtf8 ? text : '\ufffd')
    }
    const { smtpServer } = this
    const state = smtpServer?.state ?? 'connected'
    const utf8 = smtpServer?.utf8 === true
    const verb = verbOf(text)
    const known = isKnownVerb(verb)
    const refusal = refusalOf({
      profile: this.#context.listener.profile,
      secure: this.#tls.asSecure,
      startedTls: this.#tls.startedTls,
      state,
      authenticated: this.user !== null,
      withheld: this.#output.withheld?.has(verb) === true,
      verb,
      hasArgument: text.trim().length > verb.length,
      isUtf8,
    })
    // AUTH is a command of FTP too.
    if ((!known || verb === 'AUTH') && this.#isOtherProtocol(text, state))
      return { end: 'fin', first: replies.notSmtp }
    this.verb = verb
    if (verb === 'EHLO') this.#output.offersAll()
    if (known && verb !== 'AUTH') auth?.otherCommand()
    // Credentials often go on after a refused AUTH; such a line is recorded as one of AUTH, and never kept.
    const shown = redactCommand(text)
    const { record } = this.#context
    record.spoke(known ? 'smtp' : 'other')
    if (known || auth?.lateLine() !== true) {
      const shownVerb = known ? verb : verbOf(shown)
      record.command(shownVerb, shown, this.secure, lineEnd, sizeBytes, this.#output.waiting)
    }
    if (refusal === null) return this.#allowed(verb, text, utf8)
    if (verb === 'AUTH') this.#authDialogue.refused(refusal, text)
    return replies[refusal]
  }

  #isOtherProtocol(line: string, state: State): boolean {
    const protocol = protocolOfLine(line)
    if (protocol === 'smtp' || protocol === 'other') return false
    // Their words are common ones: a client that has greeted speaks SMTP.
    if (state !== 'connected' && speakersOfCommonWords.has(protocol)) return false
    const { record } = this.#context
    record.spoke(protocol)
    const following = this.#input.following.subarray(0, lookedAtOctets)
    const came = Buffer.concat([Buffer.from(`${line}\r\n`), following])
    record.add(firstBytesOf(protocol, came, false))
    this.verb = ''
    return true
  }

  /** State and order allow it; the syntax of a path is the last to be looked at. */
  #allowed(verb: string, line: string, utf8: boolean): CommandOutcome {
    let path: ParsedPath | null = null
    const { smtpServer } = this
    if ((verb === 'MAIL' || verb === 'RCPT') && smtpServer !== null) {
      const parsed = parsePath(verb, line, { utf8, auth: this.#offersAuth, withheld: this.#output.withheld })
      if ('code' in parsed) return parsed
      path = parsed
      const { faults } = this.#context.listener
      const armed = verb === 'RCPT' ? faults.armedFor(path.address) : faults.armed
      if (!armed) return smtpServer.runPath(verb, path)
    }
    if (!this.#context.listener.faults.armed) return this.#run(verb, line, path)
    const goOn = (): CommandOutcome => this.#run(verb, line, path)
    if (verb !== 'AUTH') return this.faults.at(verb as FaultPoint, path, { goOn })
    return this.faults.at('AUTH', null, {
      goOn,
      refused: () => this.#authDialogue.refused('on-purpose', line),
    })
  }

  #run(verb: string, line: string, path: ParsedPath | null): CommandOutcome {
    if (path !== null) return this.#server.runPath(verb as 'MAIL' | 'RCPT', path)
    switch (verb) {
      case 'AUTH':
        return this.#authDialogue.begin(line)
      case 'DATA':
        return contentFollows
      case 'STARTTLS':
        return tlsFollows
      case 'EHLO':
      case 'HELO':
        return this.#greeted(this.#server.run(verb, line))
      default:
        return this.#server.run(verb, line)
    }
  }

  #greeted(outcome: CommandOutcome): CommandOutcome {
    const { listener, remote, record } = this.#context
    // A client that speaks under TLS has accepted our certificate.
    if (this.secure && this.#server.state === 'greeted')
      listener.trusting.remember(remote.host, record.clientHello?.ja4)
    return outcome
  }
}
