import type { Socket } from 'node:net'
import { AuthDialogue } from './auth-dialogue.ts'
import { CommandStream, type CommandReader } from './command-stream.ts'
import { Connection, type Dialogue } from './connection.ts'
import { firstBytesOf, protocolOfLine } from './first-bytes.ts'
import { isKnownVerb, offersAuth, refusalOf } from './gate.ts'
import { Intake } from './intake.ts'
import { lineFaults } from './line-faults.ts'
import type { MessageScanner } from './message-scanner.ts'
import { messageOf } from './new-message.ts'
import { parsePath } from './path.ts'
import { redactCommand } from './redact.ts'
import { replies, type Reply } from './replies.ts'
import { ReplyWriter } from './reply-writer.ts'
import type { Surroundings } from './surroundings.ts'

/** Commands that take no argument (RFC 5321 §4.1.1.4, §4.1.1.5, §4.1.1.10; RFC 3207 §4). */
const withoutArgument: ReadonlySet<string> = new Set(['DATA', 'RSET', 'QUIT', 'STARTTLS'])

/** One SMTP dialogue on one socket, in clear or under TLS; after STARTTLS a new one begins, knowing nothing (RFC 3207 §4.2). */
export class Conversation implements CommandReader, Dialogue {
  readonly #around: Surroundings
  readonly #secure: boolean
  readonly #startedTls: boolean
  readonly #connection: Connection
  readonly #input: CommandStream
  readonly #output: ReplyWriter
  readonly #auth: AuthDialogue
  readonly #intake: Intake
  /** The command being answered; '' where the server speaks of its own accord. */
  #verb = ''
  #startTls = false
  #over = false

  constructor(socket: Socket, around: Surroundings, secure: boolean, startedTls: boolean) {
    const { listener, recorder } = around
    this.#around = around
    this.#secure = secure
    this.#startedTls = startedTls
    const host = secure ? listener.secureHost : listener.clearHost
    this.#connection = new Connection(host, socket, recorder.id, this)
    this.#input = new CommandStream(this)
    this.#output = new ReplyWriter(socket, recorder, secure)
    this.#auth = new AuthDialogue(around, secure, (reply) => this.answer(reply))
    this.#intake = new Intake(listener.inFlight, listener.settings)
  }

  /** Whether a message is arriving. */
  get receiving(): boolean {
    return this.#input.scanner !== null
  }

  greet(): void {
    this.#connection.greet()
    this.#output.flush()
  }

  /** A reply of the server's own accord, the last one. */
  finish(reply: Reply): void {
    this.#verb = ''
    this.answer(reply)
    this.hangUp()
  }

  receive(chunk: Buffer): void {
    const rest = this.#input.push(chunk)
    this.#output.flush()
    if (this.#input.scanner !== null) this.#watch(this.#input.scanner)
    if (!this.#startTls) return
    this.#startTls = false
    this.#around.startTls(rest ?? Buffer.alloc(0))
  }

  /** The peer is gone or will send no more. A message half in is dropped, and the record says so. */
  peerEnded(): void {
    if (this.#input.scanner !== null) this.#dropped(this.#input.scanner)
    this.#auth.abandoned()
    this.#close()
  }

  line(line: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    if (this.#auth.waiting) {
      this.#verb = 'AUTH'
      // U+FFFD is no base64, as bytes are none that are not even UTF-8.
      this.#auth.continueWith(isUtf8 ? line : '\ufffd')
      this.#tellLogin()
      return
    }
    const verb = verbOf(line)
    const known = isKnownVerb(verb)
    this.#verb = verb
    if (!known && this.#isOtherProtocol(line)) return
    this.#around.recorder.spoke(known ? 'smtp' : 'other')
    if (known && verb !== 'AUTH') this.#auth.otherCommand()
    // Credentials often go on behind a refused AUTH; such a line is told, and never kept.
    const shown = redactCommand(line)
    if (known || !this.#auth.lateLine()) {
      this.#around.recorder.add({
        kind: 'command',
        verb: known ? verb : verbOf(shown),
        line: shown,
        secure: this.#secure,
        lineEnd,
        sizeBytes,
        pipelined: this.#output.waiting,
      })
    }
    const refusal = this.#refusalOf(verb, line, isUtf8)
    if (refusal === null) this.#run(verb, line, shown)
    else this.answer(refusal)
  }

  lineTooLong(): void {
    this.#verb = '?'
    this.#auth.abandoned()
    this.answer(replies.lineTooLong)
  }

  lineEndless(): void {
    this.#limit('A line without an end')
    this.finish(replies.lineEndless)
  }

  messageEnded(scanner: MessageScanner): void {
    this.#intake.release()
    this.#verb = 'DATA'
    if (scanner.oversized) {
      const { sizeBytes } = scanner
      const faults = lineFaults(scanner.take())
      this.#around.recorder.add({ kind: 'data', sizeBytes, complete: true, faults })
      this.answer(replies.sizeExceeded)
    } else {
      this.answer(this.#capture(scanner.take()))
    }
    this.#connection.reset()
    this.#around.messageDone()
  }

  answer(reply: Reply): void {
    if (this.#over) return
    this.#output.put(reply)
    if (this.#verb === '') return
    const last = this.#around.refusals.afterReply(this.#verb, reply)
    if (last === null) return
    this.#limit(last.text)
    this.finish(last)
  }

  hangUp(): void {
    if (this.#over) return
    this.#output.flush()
    this.#close()
    this.#around.hangUp()
  }

  #close(): void {
    this.#over = true
    this.#intake.release()
    this.#input.close()
  }

  #isOtherProtocol(line: string): boolean {
    const protocol = protocolOfLine(line)
    if (protocol === 'smtp' || protocol === 'other') return false
    this.#around.recorder.spoke(protocol)
    this.#around.recorder.add(firstBytesOf(protocol, Buffer.from(line), false))
    this.finish(replies.notSmtp)
    return true
  }

  #refusalOf(verb: string, line: string, isUtf8: boolean): Reply | null {
    const name = refusalOf({
      profile: this.#around.listener.profile,
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
    if (!isUtf8) return replies.notUtf8
    return withoutArgument.has(verb) && line.trim().length > verb.length ? replies.noArgument : null
  }

  #run(verb: string, line: string, shown: string): void {
    const { listener, recorder } = this.#around
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
        this.#tellLogin()
        return
      case 'DATA':
        if (this.#intake.full) {
          this.answer(replies.inFlightFull)
        } else {
          this.answer(replies.dataGo)
          this.#input.expectMessage(listener.settings.sizeLimitBytes)
        }
        return
      case 'STARTTLS':
        this.answer(replies.tlsGo)
        this.#output.flush()
        this.#startTls = true
        this.#close()
        return
      case 'EHLO':
      case 'HELO':
        this.#connection.run(line)
        if (this.#connection.stage === 'greeted') recorder.clientName = shown.slice(5).trim()
        return
      default:
        this.#connection.run(line)
    }
  }

  #capture(raw: Buffer): Reply {
    const { listener, recorder, remote, tls, refusals } = this.#around
    const { message, header } = messageOf(raw, this.#connection.transaction, {
      listener,
      sessionId: recorder.id,
      tls,
      auth: this.#auth.accepted,
      remote,
      clientName: recorder.clientName ?? '',
    })
    recorder.add({ kind: 'data', sizeBytes: raw.length, complete: true, faults: message.faults })
    refusals.messageCaptured()
    const refusal = listener.sink.captured(message)
    if (refusal !== null) return refusal
    recorder.message(message.id)
    recorder.add({ kind: 'message', id: message.id, sizeBytes: raw.length, header })
    return { code: 250, enhanced: '2.6.0', text: `Message kept as ${message.id}` }
  }

  #watch(scanner: MessageScanner): void {
    const fault = this.#intake.watch(scanner)
    if (fault === null) return
    this.#dropped(scanner)
    const reply = fault === 'too-large' ? replies.sizeExceeded : replies.inFlightBroken
    this.#limit(reply.text)
    this.#around.cut()
    this.finish(reply)
  }

  /** A message that did not come to its end; what came of it still shows why (bare LF, say). */
  #dropped(scanner: MessageScanner): void {
    const { sizeBytes } = scanner
    this.#around.recorder.add({
      kind: 'data',
      sizeBytes,
      complete: false,
      faults: lineFaults(scanner.take()),
    })
  }

  #tellLogin(): void {
    const user = this.#auth.accepted?.user
    if (user !== undefined) this.#connection.loggedIn(user)
  }

  #limit(text: string): void {
    this.#around.recorder.add({ kind: 'server', what: 'limit', text })
  }
}

function verbOf(line: string): string {
  const at = line.search(/[ \t]/)
  return (at < 0 ? line : line.slice(0, at)).toUpperCase()
}
