import type { Socket } from 'node:net'
import type { NewMessage } from '../model/message.ts'
import type { HeaderFacts } from '../model/observation.ts'
import type { TlsFacts } from '../model/tls-facts.ts'
import { AuthDialogue } from './auth-dialogue.ts'
import { CommandStream, type CommandReader } from './command-stream.ts'
import { Connection, type Dialogue } from './connection.ts'
import { firstBytesOf, protocolOfLine } from './first-bytes.ts'
import { isKnownVerb, offersAuth, refusalOf } from './gate.ts'
import type { MessageScanner } from './message-scanner.ts'
import { messageOf } from './new-message.ts'
import { parsePath } from './path.ts'
import { redactCommand } from './redact.ts'
import type { RefusalCount } from './refusal-count.ts'
import { renderReply, replies, type Reply } from './replies.ts'
import { printable, type SessionRecorder } from './session-recorder.ts'
import type { ListenerShared } from './shared.ts'

/** What a conversation needs of the session around it. */
export interface Surroundings {
  readonly listener: ListenerShared
  readonly recorder: SessionRecorder
  readonly refusals: RefusalCount
  readonly remote: { readonly host: string; readonly port: number }
  readonly tls: TlsFacts | null
  /** STARTTLS was accepted, its reply is on the way; `behind` came in plaintext behind it. */
  startTls(behind: Buffer): void
  /** Nothing more will be said: end our side. */
  hangUp(): void
  /** The hang-up that follows cuts the connection: its peer goes on sending what nobody wants. */
  cut(): void
  /** A message is in; a stop that waited for it may go on. */
  messageDone(): void
}

/** Commands that take no argument (RFC 5321 §4.1.1.4, §4.1.1.5, §4.1.1.10; RFC 3207 §4). */
const withoutArgument: ReadonlySet<string> = new Set(['DATA', 'RSET', 'QUIT', 'STARTTLS'])

/** Past this multiple of SIZE the rest of a message is no longer waited for. */
const dropAtTimesSize = 2

/** One SMTP dialogue on one socket, in clear or under TLS; after STARTTLS a new one begins, knowing nothing (RFC 3207 §4.2). */
export class Conversation implements CommandReader, Dialogue {
  readonly #around: Surroundings
  readonly #socket: Socket
  readonly #secure: boolean
  readonly #startedTls: boolean
  readonly #connection: Connection
  readonly #input: CommandStream
  readonly #auth: AuthDialogue
  #verb = ''
  #out = ''
  #heldBytes = 0
  #startTls = false
  #over = false

  constructor(socket: Socket, around: Surroundings, secure: boolean, startedTls: boolean) {
    const { listener } = around
    this.#socket = socket
    this.#around = around
    this.#secure = secure
    this.#startedTls = startedTls
    this.#connection = new Connection(
      secure ? listener.secureHost : listener.clearHost,
      socket,
      around.recorder.id,
      this,
    )
    this.#input = new CommandStream(this)
    this.#auth = new AuthDialogue(around, secure, (reply) => this.answer(reply))
  }

  /** Whether a message is arriving. */
  get receiving(): boolean {
    return this.#input.scanner !== null
  }

  greet(): void {
    this.#connection.greet()
    this.#flush()
  }

  /** A reply of the server's own accord, the last one. */
  finish(reply: Reply): void {
    if (this.#over) return
    this.#verb = ''
    this.answer(reply)
    this.hangUp()
    this.#flush()
  }

  receive(chunk: Buffer): void {
    const rest = this.#input.push(chunk)
    this.#flush()
    this.#watchContent()
    if (!this.#startTls) return
    this.#startTls = false
    this.#around.startTls(rest ?? Buffer.alloc(0))
  }

  /** The peer is gone or will send no more. A message half in is dropped and said to be. */
  peerEnded(): void {
    const scanner = this.#input.scanner
    if (scanner !== null) this.#recordContent(scanner, false)
    this.#auth.abandoned()
    this.#close()
  }

  line(text: string | null, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    if (this.#auth.waiting) {
      this.#verb = 'AUTH'
      this.#auth.continueWith(text ?? '\ufffd')
      if (this.#auth.user !== null) this.#connection.loggedIn(this.#auth.user)
      return
    }
    const line = text ?? ''
    const verb = verbOf(line)
    this.#verb = verb
    const known = isKnownVerb(verb)
    const protocol = known ? 'smtp' : protocolOfLine(line)
    if (protocol === 'http' || protocol === 'proxy' || protocol === 'ssh') {
      this.#around.recorder.speaker = protocol
      this.#around.recorder.add(firstBytesOf(protocol, Buffer.from(line), false))
      this.finish(replies.notSmtp)
      return
    }
    if (known) this.#around.recorder.speaker = 'smtp'
    if (!known && this.#auth.lateLine()) {
      // Credentials often go on behind a refused AUTH; the line is never kept.
    } else {
      const shown = text === null ? '…' : redactCommand(line)
      this.#around.recorder.add({
        kind: 'command',
        verb: known ? verb : verbOf(shown),
        line: shown,
        secure: this.#secure,
        lineEnd,
        sizeBytes,
        pipelined: this.#out !== '',
      })
    }
    const refusal = this.#refusalOf(verb, line, text === null)
    if (refusal === null) this.#run(verb, line)
    else this.answer(refusal)
  }

  lineTooLong(): void {
    this.#verb = ''
    this.#auth.abandoned()
    this.answer(replies.lineTooLong)
  }

  lineEndless(): void {
    this.#limit('A line without an end')
    this.finish(replies.tooManyRefused)
  }

  messageEnded(scanner: MessageScanner): void {
    const { listener, recorder, refusals, remote, tls } = this.#around
    this.#release()
    this.#verb = 'DATA'
    if (scanner.oversized) {
      this.#recordContent(scanner, true)
      this.#connection.reset()
      this.answer(replies.sizeExceeded)
    } else {
      const { message, header } = messageOf(scanner.take(), this.#connection.transaction, {
        listener,
        sessionId: recorder.id,
        tls,
        auth: this.#auth.accepted,
        remote,
        clientName: recorder.clientName ?? '',
      })
      recorder.add({ kind: 'data', sizeBytes: message.raw.length, complete: true, faults: message.faults })
      this.#connection.reset()
      this.#keep(message, header)
      refusals.messageCaptured()
    }
    this.#around.messageDone()
  }

  answer(reply: Reply): void {
    if (this.#over) return
    const { recorder, refusals } = this.#around
    recorder.add({
      kind: 'reply',
      code: reply.code,
      enhanced: reply.enhanced,
      text: typeof reply.text === 'string' ? [reply.text] : reply.text,
      secure: this.#secure,
    })
    this.#out += renderReply(reply)
    if (this.#verb === '') return
    const last = refusals.afterReply(this.#verb, reply)
    if (last === null) return
    this.#limit(typeof last.text === 'string' ? last.text : '')
    this.finish(last)
  }

  hangUp(): void {
    if (this.#over) return
    this.#flush()
    this.#close()
    this.#around.hangUp()
  }

  #close(): void {
    this.#over = true
    this.#release()
    this.#input.close()
  }

  #refusalOf(verb: string, line: string, notUtf8: boolean): Reply | null {
    const { listener } = this.#around
    const name = refusalOf({
      profile: listener.profile,
      secure: this.#secure,
      startedTls: this.#startedTls,
      stage: this.#connection.stage,
      authenticated: this.#auth.accepted !== null,
      verb,
    })
    if (name !== null) {
      if (verb === 'AUTH') this.#auth.refused(name, line)
      return replies[name]
    }
    if (notUtf8) return replies.notUtf8
    if (withoutArgument.has(verb) && line.trim().length > verb.length) return replies.noArgument
    return null
  }

  #run(verb: string, line: string): void {
    const { listener, recorder } = this.#around
    const { settings } = listener
    switch (verb) {
      case 'MAIL':
      case 'RCPT': {
        const allowed = { utf8: this.#connection.utf8, auth: offersAuth(listener.profile, this.#secure) }
        const path = parsePath(verb, line, allowed)
        if ('code' in path) this.answer(path)
        else this.#connection.run(line, path)
        return
      }
      case 'AUTH':
        this.#auth.begin(line)
        if (this.#auth.user !== null) this.#connection.loggedIn(this.#auth.user)
        return
      case 'DATA':
        if (listener.inFlight.bytes >= settings.inFlightLimitBytes) {
          this.answer(replies.inFlightFull)
          return
        }
        this.answer(replies.dataGo)
        this.#input.expectMessage(settings.sizeLimitBytes)
        return
      case 'STARTTLS':
        if (listener.tls === null) {
          this.answer(replies.tlsUnavailable)
          return
        }
        this.answer({ code: 220, enhanced: '2.0.0', text: 'Ready to start TLS' })
        this.#flush()
        this.#startTls = true
        this.#close()
        return
      case 'EHLO':
      case 'HELO':
        this.#connection.run(line)
        if (this.#connection.stage === 'greeted') recorder.clientName = printable(line.slice(5).trim())
        return
      default:
        this.#connection.run(line)
    }
  }

  #keep(message: NewMessage, header: HeaderFacts): void {
    const { listener, recorder } = this.#around
    const refusal = listener.sink.captured(message)
    if (refusal !== null) {
      this.answer(refusal)
      return
    }
    recorder.message(message.id)
    recorder.add({ kind: 'message', id: message.id, sizeBytes: message.raw.length, header })
    this.answer({ code: 250, enhanced: '2.6.0', text: `Message kept as ${message.id}` })
  }

  /** Counts what is held of a message that is arriving, and breaks off where it is too much. */
  #watchContent(): void {
    const scanner = this.#input.scanner
    if (scanner === null) return
    const { listener } = this.#around
    const { sizeLimitBytes, inFlightLimitBytes } = listener.settings
    const held = Math.min(scanner.sizeBytes, sizeLimitBytes)
    listener.inFlight.bytes += held - this.#heldBytes
    this.#heldBytes = held
    const full = listener.inFlight.bytes > inFlightLimitBytes
    if (!full && scanner.sizeBytes <= sizeLimitBytes * dropAtTimesSize) return
    this.#recordContent(scanner, false)
    this.#limit(full ? 'Too many bytes of messages arriving at once' : 'Message past twice the SIZE')
    this.#around.cut()
    this.finish(full ? { ...replies.inFlightFull, code: 421 } : replies.sizeExceeded)
  }

  #release(): void {
    this.#around.listener.inFlight.bytes -= this.#heldBytes
    this.#heldBytes = 0
  }

  #recordContent(scanner: MessageScanner, complete: boolean): void {
    const faults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }
    this.#around.recorder.add({ kind: 'data', sizeBytes: scanner.sizeBytes, complete, faults })
  }

  #limit(text: string): void {
    this.#around.recorder.add({ kind: 'server', what: 'limit', text })
  }

  /** All replies to one segment go out in one write, in order (RFC 2920 §3.2). */
  #flush(): void {
    if (this.#out === '') return
    const out = this.#out
    this.#out = ''
    const socket = this.#socket
    if (!socket.writable) return
    // A client that does not read its replies is not read either, or they would pile up here.
    if (!socket.write(out) && !this.#over) {
      socket.pause()
      socket.once('drain', () => socket.resume())
    }
  }
}

function verbOf(line: string): string {
  const at = line.search(/[ \t]/)
  return (at < 0 ? line : line.slice(0, at)).toUpperCase()
}
