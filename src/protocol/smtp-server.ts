import { createRequire } from 'node:module'
import type { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { refuseWithoutDescriptors } from '../base/lazy-module.ts'
import type { Envelope } from '../model/message.ts'
import type { PortProfile } from '../model/port-profile.ts'
import type { End } from './outcome.ts'
import type { ParsedPath } from './path.ts'
import { replies } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'
import { rewordings } from './replies/rewordings.ts'
import { mechanismsOffered, type State } from './states.ts'

/** What smtp-server's connection asks of the server it belongs to; ours in its place. */
export interface ConnectionHost {
  readonly options: Readonly<Record<string, unknown>>
  readonly connections: Set<unknown>
  readonly secureContext: Map<string, unknown>
  readonly logger: Readonly<Record<'debug' | 'info' | 'error', (entry: { err?: unknown }) => void>>
  /** What EHLO was answered last, one object for all that are answered alike: it is a third of the text of a short session. */
  capabilities: Reply | null
  /** Lines of EHLO that it has taken, and the name in them: most clients greet as others did before them. */
  readonly greetings: Map<string, { readonly name: string; readonly reply: Reply }>
  onMailFrom(address: unknown, session: unknown, done: () => void): void
  onRcptTo(address: unknown, session: unknown, done: () => void): void
}

const accept = (_address: unknown, _session: unknown, done: () => void): void => done()
const silent = (): void => undefined
const noLine = Buffer.alloc(0)
/** smtp-server is driven by lines. It asks its socket for addresses alone, which we know, and gets none. */
const noSocket = Object.freeze({})

/** One host for all connections of a listener in the same TLS state. */
export function createHost(
  profile: PortProfile,
  secure: boolean,
  settings: { readonly serverName: string; readonly sizeLimitBytes: number; readonly maxRecipients: number },
  onError: (error: unknown) => void,
): ConnectionHost {
  return {
    options: {
      name: settings.serverName,
      secure,
      size: settings.sizeLimitBytes,
      maxRecipients: settings.maxRecipients,
      // What is allowed is decided by `states.ts`; here it only shapes what EHLO lists.
      authMethods: [...mechanismsOffered(profile, secure)],
      authOptional: true,
      hideSTARTTLS: profile.tls !== 'starttls',
      hideREQUIRETLS: true,
      heloResponse: '%s',
      disabledCommands: ['WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD', 'LHLO'],
      disableReverseLookup: true,
    },
    connections: new Set(),
    secureContext: new Map(),
    logger: { debug: silent, info: silent, error: (entry) => onError(entry.err) },
    capabilities: null,
    greetings: new Map(),
    onMailFrom: accept,
    onRcptTo: accept,
  }
}

/** What the open transaction holds. */
export interface OpenTransaction {
  readonly mailFrom: ParsedPath
  readonly rcptTo: readonly ParsedPath[]
}

/** What smtp-server keeps for us: the state of a dialogue, the list of capabilities, the checks of parameters. */
export interface SmtpServer {
  readonly state: State
  /** The open transaction; only to be asked for in state `rcpt`. */
  readonly transaction: OpenTransaction
  /** The open transaction as a message has it, likewise. */
  readonly envelope: Envelope
  /** Whether MAIL announced SMTPUTF8 in the open transaction. */
  readonly utf8: boolean
  /** Runs a command that the table of states allows. */
  run(verb: string, line: string): Reply | End
  /** MAIL or RCPT, likewise. */
  runPath(verb: 'MAIL' | 'RCPT', path: ParsedPath): Reply | End
  /** Ends the transaction. */
  reset(): void
  loggedIn(user: string): void
}

type Base = ConstructorParameters<typeof SMTPConnection>
type StreamOfBase = ReturnType<SMTPConnection['_createParser']>

/** smtp-server's connection with our side of the seam put in. */
interface Driven extends SMTPConnection {
  /** What its handler of MAIL or RCPT finds when it asks for the path. */
  path: ParsedPath | false
  /** What its handler answered. */
  reply: Reply | null
  /** Whether its handler wants the connection to end (QUIT). */
  over: boolean
  /** What it has in place of a server. */
  readonly host: ConnectionHost
}

/** A list as it was answered before, where it says the same. */
function alike(known: Reply | null, reply: Reply & { readonly text: readonly string[] }): Reply {
  const { code, enhanced, text } = reply
  if (known?.code === code && known.enhanced === enhanced && known.text.length === text.length) {
    let at = 0
    while (at < text.length && known.text[at] === text[at]) at++
    if (at === text.length) return known
  }
  Object.freeze(text)
  return Object.freeze(reply)
}

type DrivenClass = new (host: ConnectionHost, id: string) => Driven

let drivenClass: DrivenClass | null = null

/** Made at the first command: smtp-server takes longer to load than everything else a greeting needs. */
export function createSmtpServer(host: ConnectionHost, id: string): SmtpServer {
  return new DrivenSmtpServer(new (loadSmtpServer())(host, id))
}

/** Loads smtp-server, where it is not yet. Synchronous, so that no byte has to wait in between. */
export function loadSmtpServer(): DrivenClass {
  drivenClass ??= defineDriven()
  return drivenClass
}

/**
 * smtp-server's connection, subclassed; socket, bytes, greeting, TLS, AUTH and message content are ours. No other file
 * knows its private members.
 */
function defineDriven(): DrivenClass {
  refuseWithoutDescriptors()
  const require = createRequire(import.meta.url)
  const { SMTPConnection: Theirs } = require('smtp-server/lib/smtp-connection.js') as {
    readonly SMTPConnection: typeof SMTPConnection
  }
  return class extends Theirs implements Driven {
    path: ParsedPath | false = false
    reply: Reply | null = null
    over = false
    readonly host: ConnectionHost

    constructor(host: ConnectionHost, id: string) {
      super(host as unknown as Base[0], noSocket as Base[1], { id })
      this.host = host
      this._setClientHostname('')
      this._resetSession()
    }

    override send(code: number, data?: string | string[] | null, context?: string | false): void {
      const enhanced = this._getEnhancedStatusCode(code, context)
      const said = enhanced === '' ? null : enhanced
      const text = data ?? ''
      if (typeof text !== 'string') {
        const { host } = this
        this.reply = host.capabilities = alike(host.capabilities, { code, enhanced: said, text })
        return
      }
      // smtp-server says 552 of one thing alone, and with a number in it: a SIZE announced at MAIL.
      const ours = code === 552 ? replies.sizeExceeded : rewordings[text]
      this.reply = ours ?? { code, enhanced: said, text }
    }

    override close(): void {
      this.over = true
    }

    /** The path was parsed before: smtp-server takes no quoted local part and rewrites domains. */
    override _parseAddressCommand(): ReturnType<SMTPConnection['_parseAddressCommand']> {
      return this.path as ReturnType<SMTPConnection['_parseAddressCommand']>
    }

    /** Bytes are read by our own command stream; the base only marks its parser closed. Runs before our fields exist. */
    override _createParser(): StreamOfBase {
      return { isClosed: false } as StreamOfBase
    }
  }
}

/** Lines of EHLO that a listener remembers, in number and characters. */
const mostGreetings = 64
const longestGreeting = 128

class DrivenSmtpServer implements SmtpServer {
  readonly #driven: Driven

  constructor(driven: Driven) {
    this.#driven = driven
  }

  get state(): State {
    const { mailFrom, rcptTo } = this.#driven.session.envelope
    if (rcptTo.length > 0) return 'rcpt'
    if (mailFrom) return 'mail'
    return this.#driven.hostNameAppearsAs ? 'greeted' : 'connected'
  }

  get transaction(): OpenTransaction {
    return transactionOf(this.#driven)
  }

  get envelope(): Envelope {
    return envelopeOf(transactionOf(this.#driven))
  }

  get utf8(): boolean {
    const { mailFrom } = this.#driven.session.envelope
    return mailFrom ? (mailFrom as unknown as ParsedPath).args['SMTPUTF8'] === true : false
  }

  /** Past smtp-server's look at the line: what it would refuse has been refused. */
  run(verb: string, text: string): Reply | End {
    const driven = this.#driven
    // A string serves: smtp-server only ever calls toString() on it.
    const line = text as unknown as Buffer
    switch (verb) {
      case 'EHLO':
        return this.#greeted(text)
      case 'HELO':
        driven.openingCommand = verb
        driven.handler_HELO(line, silent)
        break
      case 'RSET':
        driven.handler_RSET(line, silent)
        break
      case 'NOOP':
        driven.handler_NOOP(line, silent)
        break
      case 'VRFY':
        driven.handler_VRFY(line, silent)
        break
      case 'HELP':
        driven.handler_HELP(line, silent)
        break
      case 'QUIT':
        driven.handler_QUIT(line, silent)
        break
      default:
        throw new TypeError(`smtp-server has nothing to do with ${verb}`)
    }
    return this.#answered(verb)
  }

  /** What its handler does, or has done with the same line for another who had not logged in either. */
  #greeted(line: string): Reply | End {
    const driven = this.#driven
    const { greetings } = driven.host
    const isNobody = driven.session.user === undefined
    const known = isNobody ? greetings.get(line) : undefined
    driven.openingCommand = 'EHLO'
    if (known !== undefined) {
      driven.hostNameAppearsAs = known.name
      driven._resetSession()
      return known.reply
    }
    driven.handler_EHLO(line as unknown as Buffer, silent)
    const answer = this.#answered('EHLO')
    const { hostNameAppearsAs: name } = driven
    if (isNobody && 'code' in answer && answer.code === 250 && name && line.length <= longestGreeting) {
      if (greetings.size === mostGreetings) greetings.clear()
      greetings.set(line, { name, reply: answer })
    }
    return answer
  }

  runPath(verb: 'MAIL' | 'RCPT', path: ParsedPath): Reply | End {
    this.#driven.path = path
    if (verb === 'MAIL') this.#driven.handler_MAIL(noLine, silent)
    else this.#driven.handler_RCPT(noLine, silent)
    return this.#answered(verb)
  }

  /** Its handlers answer before they return. */
  #answered(verb: string): Reply | End {
    const { reply, over } = this.#driven
    if (reply === null) throw new TypeError(`smtp-server did not answer ${verb}`)
    this.#driven.reply = null
    return over ? { end: 'fin', first: reply } : reply
  }

  reset(): void {
    this.#driven._resetSession()
  }

  loggedIn(user: string): void {
    this.#driven.session.user = user
  }
}

function transactionOf({ session: { envelope } }: Driven): OpenTransaction {
  const { mailFrom, rcptTo } = envelope
  return { mailFrom: mailFrom as unknown as ParsedPath, rcptTo: rcptTo as unknown as ParsedPath[] }
}

type Parameters = Readonly<Record<string, string | true>>

const none: Parameters = Object.freeze({})

/** Most commands have no parameters, and share that. */
function copyOf(parameters: Parameters): Parameters {
  for (const _ in parameters) return { ...parameters }
  return none
}

/** The parameters of the commands that were accepted; those of a refused MAIL are gone with it. */
function envelopeOf({ mailFrom, rcptTo }: OpenTransaction): Envelope {
  const rcptParameters: Record<string, Readonly<Record<string, string | true>>> = {}
  for (const { address, args } of rcptTo) {
    const parameters = copyOf(args)
    if (parameters !== none) rcptParameters[address] = parameters
  }
  return {
    mailFrom: mailFrom.address,
    rcptTo: rcptTo.map((path) => path.address),
    mailParameters: copyOf(mailFrom.args),
    rcptParameters,
  }
}
