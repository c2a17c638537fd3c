import { createRequire } from 'node:module'
import type { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { refuseWithoutDescriptors } from '../base/late-module.ts'
import type { PortProfile } from '../model/port-profile.ts'
import { offersAuth, type Stage } from './gate.ts'
import type { ParsedPath } from './path.ts'
import { replies } from './replies.ts'
import type { Reply } from './reply.ts'
import { rewordings } from './rewordings.ts'

/** What smtp-server's connection asks of the server it belongs to; ours in its place. */
export interface ConnectionHost {
  readonly options: Readonly<Record<string, unknown>>
  readonly connections: Set<unknown>
  readonly secureContext: Map<string, unknown>
  readonly logger: Readonly<Record<'debug' | 'info' | 'error', (entry: { err?: unknown }) => void>>
  onMailFrom(address: unknown, session: unknown, done: () => void): void
  onRcptTo(address: unknown, session: unknown, done: () => void): void
}

const accept = (_address: unknown, _session: unknown, done: () => void): void => done()
const silent = (): void => undefined
const noLine = Buffer.alloc(0)
/** smtp-server is driven by lines. Of its socket it asks for addresses, which we know, and is told of none. */
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
      // Who may do what is the gate's business; here it only shapes what EHLO lists.
      authMethods: offersAuth(profile, secure) ? [...profile.mechanisms] : [],
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
    onMailFrom: accept,
    onRcptTo: accept,
  }
}

/** Our side of the seam. */
export interface Dialogue {
  /** smtp-server answers a command. */
  answer(reply: Reply): void
  /** smtp-server wants the connection to end (QUIT). */
  hangUp(): void
}

/** What a transaction holds. */
export interface Transaction {
  readonly mailFrom: ParsedPath
  readonly rcptTo: readonly ParsedPath[]
}

/** What smtp-server keeps for us: the state of a transaction, the list of capabilities, the checks of parameters. */
export interface Connection {
  readonly stage: Stage
  /** The open transaction; only to be asked for at stage `rcpt`. */
  readonly transaction: Transaction
  /** Whether MAIL announced SMTPUTF8 in the open transaction. */
  readonly utf8: boolean
  /** Runs a command that the gate let pass. */
  run(verb: string, line: string): void
  /** MAIL or RCPT, which the gate let pass. */
  runPath(verb: 'MAIL' | 'RCPT', path: ParsedPath): void
  /** Ends the transaction. */
  reset(): void
  loggedIn(user: string): void
}

type ConnectionClass = new (host: ConnectionHost, id: string, dialogue: Dialogue) => Connection

let connectionClass: ConnectionClass | null = null

/** Made at the first command: smtp-server takes longer to load than everything else a greeting needs. */
export function createConnection(...parameters: ConstructorParameters<ConnectionClass>): Connection {
  return new (loadConnection())(...parameters)
}

/** Loads smtp-server, where it is not yet. Synchronous, so that no byte has to wait in between. */
export function loadConnection(): ConnectionClass {
  connectionClass ??= defineConnection()
  return connectionClass
}

type Base = ConstructorParameters<typeof SMTPConnection>
type StreamOfBase = ReturnType<SMTPConnection['_createParser']>

/**
 * smtp-server's connection, subclassed; socket, bytes, greeting, TLS, AUTH and message content are ours. No other file
 * knows its private members.
 */
function defineConnection(): ConnectionClass {
  refuseWithoutDescriptors()
  const require = createRequire(import.meta.url)
  const { SMTPConnection: Theirs } = require('smtp-server/lib/smtp-connection.js') as {
    readonly SMTPConnection: typeof SMTPConnection
  }
  return class extends Theirs implements Connection {
    readonly #dialogue: Dialogue
    #path: ParsedPath | false = false

    constructor(host: ConnectionHost, id: string, dialogue: Dialogue) {
      super(host as unknown as Base[0], noSocket as Base[1], { id })
      this.#dialogue = dialogue
      // smtp-server waits 100 ms for early talkers and looks the peer up before it is ready; we look at the first bytes.
      this._ready = true
      this._setClientHostname('')
      this._resetSession()
    }

    get stage(): Stage {
      const { mailFrom, rcptTo } = this.session.envelope
      if (rcptTo.length > 0) return 'rcpt'
      if (mailFrom) return 'mail'
      return this.hostNameAppearsAs ? 'greeted' : 'connected'
    }

    get transaction(): Transaction {
      const { mailFrom, rcptTo } = this.session.envelope
      return { mailFrom: mailFrom as unknown as ParsedPath, rcptTo: rcptTo as unknown as ParsedPath[] }
    }

    get utf8(): boolean {
      const { mailFrom } = this.session.envelope
      return mailFrom ? (mailFrom as unknown as ParsedPath).args['SMTPUTF8'] === true : false
    }

    /** Past its look at the line: what it would refuse has been refused. */
    run(verb: string, text: string): void {
      // A string serves: smtp-server only ever calls toString() on it.
      const line = text as unknown as Buffer
      switch (verb) {
        case 'EHLO':
          this.openingCommand = verb
          return this.handler_EHLO(line, silent)
        case 'HELO':
          this.openingCommand = verb
          return this.handler_HELO(line, silent)
        case 'RSET':
          return this.handler_RSET(line, silent)
        case 'NOOP':
          return this.handler_NOOP(line, silent)
        case 'VRFY':
          return this.handler_VRFY(line, silent)
        case 'HELP':
          return this.handler_HELP(line, silent)
        case 'QUIT':
          return this.handler_QUIT(line, silent)
        default:
          throw new TypeError(`smtp-server has nothing to do with ${verb}`)
      }
    }

    /** Past its look at the line, which the gate has had, and which costs as much as the rest. */
    runPath(verb: 'MAIL' | 'RCPT', path: ParsedPath): void {
      this.#path = path
      if (verb === 'MAIL') super.handler_MAIL(noLine, silent)
      else super.handler_RCPT(noLine, silent)
    }

    reset(): void {
      this._resetSession()
    }

    loggedIn(user: string): void {
      this.session.user = user
    }

    override send(code: number, data?: string | string[] | null, context?: string | false): void {
      const enhanced = this._getEnhancedStatusCode(code, context)
      const text = data ?? ''
      // smtp-server says 552 of one thing alone, and with a number in it: a SIZE announced at MAIL.
      const ours =
        code === 552 ? replies.sizeExceeded : typeof text === 'string' ? rewordings[text] : undefined
      this.#dialogue.answer(ours ?? { code, enhanced: enhanced === '' ? null : enhanced, text })
    }

    override close(): void {
      this.#dialogue.hangUp()
    }

    /** The path was parsed before: smtp-server takes no quoted local part and rewrites domains. */
    override _parseAddressCommand(): ReturnType<SMTPConnection['_parseAddressCommand']> {
      return this.#path as ReturnType<SMTPConnection['_parseAddressCommand']>
    }

    /** Bytes are read by our own command stream; the base only marks its parser closed. Runs before our fields exist. */
    override _createParser(): StreamOfBase {
      return { isClosed: false } as StreamOfBase
    }
  }
}
