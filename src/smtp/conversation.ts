import type { Socket } from 'node:net'
import { AuthDialogue } from './auth-dialogue.ts'
import { CommandStream, type CommandReader } from './command-stream.ts'
import { type Connection, createConnection, type Dialogue } from './connection.ts'
import { Delivery } from './delivery.ts'
import { firstBytesOf, protocolOfLine } from './first-bytes.ts'
import { isKnownVerb, offersAuth, refusalOf } from './gate.ts'
import type { MessageScanner } from './message-scanner.ts'
import { parsePath } from './path.ts'
import { redactCommand } from './redact.ts'
import { Reading } from './reading.ts'
import { replies } from './replies.ts'
import type { Reply } from './reply.ts'
import { ReplyWriter } from './reply-writer.ts'
import type { Surroundings } from './surroundings.ts'

/** One SMTP dialogue on one socket, in clear or under TLS; after STARTTLS a new one begins, knowing nothing (RFC 3207 §4.2). */
export class Conversation implements CommandReader, Dialogue {
  readonly #around: Surroundings
  readonly #secure: boolean
  readonly #startedTls: boolean
  readonly #reading: Reading
  #made: Connection | null = null
  readonly #input: CommandStream
  readonly #output: ReplyWriter
  readonly #auth: AuthDialogue
  readonly #delivery: Delivery
  /** The command being answered; '' where the server speaks of its own accord. */
  #verb = ''
  #startTls = false
  #over = false
  /** What came behind a message that is not answered for. */
  #held: Buffer | null = null

  constructor(socket: Socket, around: Surroundings, secure: boolean, startedTls: boolean) {
    this.#around = around
    this.#secure = secure
    this.#startedTls = startedTls
    this.#reading = new Reading(socket)
    this.#input = new CommandStream(this)
    this.#output = new ReplyWriter(socket, this.#reading, around.recorder, secure)
    this.#auth = new AuthDialogue(around, secure, (reply) => this.answer(reply))
    this.#delivery = new Delivery(around, (reply) => this.#answerLate(reply))
  }

  /** Made when first asked for; the greeting needs none. */
  get #connection(): Connection {
    const { listener, recorder } = this.#around
    const host = this.#secure ? listener.secureHost : listener.clearHost
    this.#made ??= createConnection(host, recorder.id, this)
    return this.#made
  }

  /** Whether a message is arriving, or being kept. */
  get busy(): boolean {
    return this.#input.scanner !== null || this.#delivery.owing
  }

  /** Whether a client waits for the answer to its final dot. */
  get owing(): boolean {
    return this.#delivery.owing
  }

  /** Answers in place of a store that takes too long. */
  giveUpIfLate(nowMs: number): void {
    this.#delivery.giveUpIfLate(nowMs)
  }

  /** Answers in place of the store, which is waited for no more. */
  giveUp(): void {
    this.#delivery.giveUp()
  }

  greet(): void {
    this.answer({ code: 220, enhanced: null, text: `${this.#around.listener.settings.serverName} ESMTP` })
    this.#output.flush()
  }

  /** A reply of the server's own accord, the last one. */
  finish(reply: Reply): void {
    this.#verb = ''
    this.answer(reply)
    this.hangUp()
  }

  receive(chunk: Buffer): void {
    if (this.owing) {
      this.#hold(chunk)
      return
    }
    const rest = this.#input.push(chunk)
    this.#output.flush()
    if (this.owing) {
      if (rest !== null && rest.length > 0) this.#hold(rest)
      return
    }
    if (this.#input.scanner !== null) this.#watch(this.#input.scanner)
    if (!this.#startTls) return
    this.#startTls = false
    this.#around.startTls(rest ?? Buffer.alloc(0))
  }

  /** The peer is gone or will send no more. A message half in is dropped, and the record says so. */
  peerEnded(): void {
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
      const shownVerb = known ? verb : verbOf(shown)
      const pipelined = this.#output.waiting
      this.#around.recorder.command(shownVerb, shown, this.#secure, lineEnd, sizeBytes, pipelined)
    }
    const refusal = this.#refusalOf(verb, line, isUtf8)
    if (refusal === null) this.#run(verb, line)
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

  messageEnded(scanner: MessageScanner): boolean {
    const reply = this.#delivery.ended(scanner, this.#connection.transaction, this.#auth.accepted)
    if (reply === null) return false
    this.#answerMessage(reply)
    return true
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

  #answerMessage(reply: Reply): void {
    this.#verb = 'DATA'
    this.answer(reply)
    this.#connection.reset()
    this.#around.messageDone()
  }

  /** The store has answered at last: the reply, then what came behind the message. */
  #answerLate(reply: Reply): void {
    const around = this.#around
    around.resume(() => {
      const held = this.#held
      this.#held = null
      if (around.gone) {
        this.#close()
        return
      }
      this.#reading.go('owed')
      this.#answerMessage(reply)
      around.sweep(around.listener.clock.elapsedMs())
      if (held !== null && !this.#over) this.receive(held)
      else this.#output.flush()
    })
  }

  /** No more than this is read until the answer is there. */
  #hold(chunk: Buffer): void {
    this.#held = this.#held === null ? Buffer.from(chunk) : Buffer.concat([this.#held, chunk])
    this.#reading.stop('owed')
  }

  #close(): void {
    if (this.#input.scanner !== null) this.#delivery.dropped(this.#input.scanner)
    this.#over = true
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
      hasArgument: line.trim().length > verb.length,
      isUtf8,
    })
    if (name === null) return null
    if (verb === 'AUTH') this.#auth.refused(name, line)
    return replies[name]
  }

  #run(verb: string, line: string): void {
    const { listener, recorder } = this.#around
    switch (verb) {
      case 'MAIL':
      case 'RCPT': {
        const allowed = { utf8: this.#connection.utf8, auth: offersAuth(listener.profile, this.#secure) }
        const path = parsePath(verb, line, allowed)
        if ('code' in path) this.answer(path)
        else this.#connection.runPath(verb, path)
        return
      }
      case 'AUTH':
        this.#auth.begin(line)
        this.#tellLogin()
        return
      case 'DATA':
        if (this.#delivery.full) {
          this.answer(replies.inFlightFull)
        } else {
          this.answer(replies.dataGo)
          this.#input.expectMessage(listener.settings.sizeLimitBytes, listener.blocks)
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
        this.#connection.run(verb, line)
        if (this.#secure && this.#connection.stage === 'greeted')
          listener.trusting.remember(this.#around.remote.host, recorder.clientHello?.ja4)
        return
      default:
        this.#connection.run(verb, line)
    }
  }

  #watch(scanner: MessageScanner): void {
    const reply = this.#delivery.watch(scanner)
    if (reply === null) return
    this.#input.close()
    this.#limit(reply.text)
    this.finish(reply)
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
