import type { Answer } from './actions.ts'
import type { Around } from './around.ts'
import { parsePath } from './commands/path.ts'
import { Delivery } from './delivery.ts'
import { CommandStream, type CommandReader } from './input/command-stream.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import { redactCommand } from './redact.ts'
import { replies } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'
import { ReplyWriter } from './replies/reply-writer.ts'
import { AuthDialogue } from './sasl/auth-dialogue.ts'
import { type Connection, createConnection, type Dialogue } from './smtp-server.ts'
import { firstBytesOf, protocolOfLine } from './stages/first-bytes.ts'
import { isKnownVerb, offersAuth, refusalOf, verbOf } from './states.ts'

/** One SMTP dialogue on one socket, in clear or under TLS; after STARTTLS a new one begins, knowing nothing (RFC 3207 §4.2). */
export class Conversation implements CommandReader, Dialogue {
  readonly #around: Around
  readonly #secure: boolean
  readonly #startedTls: boolean
  #made: Connection | null = null
  readonly #input: CommandStream
  readonly #output: ReplyWriter
  /** Made at the first AUTH: most clients send none. */
  #auth: AuthDialogue | null = null
  /** Made at the first DATA. */
  #delivery: Delivery | null = null
  /** The command being answered; '' where the server speaks of its own accord. */
  #verb = ''
  #startTls = false
  #over = false

  constructor(around: Around, secure: boolean, startedTls: boolean) {
    this.#around = around
    this.#secure = secure
    this.#startedTls = startedTls
    this.#input = new CommandStream(this)
    this.#output = new ReplyWriter(around.actions, around.record, secure)
  }

  /** Made when first asked for; the greeting needs none. */
  get #connection(): Connection {
    const { listener, record } = this.#around
    const host = this.#secure ? listener.secureHost : listener.clearHost
    this.#made ??= createConnection(host, record.id, this)
    return this.#made
  }

  get #authDialogue(): AuthDialogue {
    return (this.#auth ??= new AuthDialogue(this.#around, this.#secure, (reply) => this.answer(reply)))
  }

  get #deliveries(): Delivery {
    return (this.#delivery ??= new Delivery(this.#around))
  }

  /** Whether a message is arriving, or being kept. */
  get busy(): boolean {
    return this.#input.scanner !== null || this.owing
  }

  /** Whether the client waits for the answer to its final dot. */
  get owing(): boolean {
    return this.answerUntilMs !== null
  }

  /** Until when the answer may come, in elapsed milliseconds; null: none is owed. */
  get answerUntilMs(): number | null {
    return this.#delivery?.answerUntilMs ?? null
  }

  /** The store has answered at last. False: that message is waited for no more. */
  answered(id: string, answer: Answer): boolean {
    const reply = this.#delivery?.answered(id, answer) ?? null
    if (reply === null) return false
    this.#answerLate(reply)
    return true
  }

  /** Answers in place of the store, which is waited for no more. */
  giveUp(): void {
    const reply = this.#delivery?.giveUp() ?? null
    if (reply !== null) this.#answerLate(reply)
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
    this.#received(this.#input.push(chunk))
  }

  #received(rest: Buffer | null): void {
    this.#output.flush()
    // No more than this is read until the answer is there.
    if (this.#input.holds) this.#around.actions.pause()
    if (this.#input.scanner !== null) this.#watch(this.#input.scanner)
    if (!this.#startTls) return
    this.#startTls = false
    this.#around.startTls(rest ?? Buffer.alloc(0))
  }

  /** The peer is gone or will send no more. A message half in is dropped, and the record says so. */
  peerEnded(): void {
    this.#auth?.abandoned()
    this.#close()
  }

  line(line: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    const auth = this.#auth
    if (auth?.waiting === true) {
      this.#verb = 'AUTH'
      // U+FFFD is no base64, as bytes are none that are not even UTF-8.
      auth.continueWith(isUtf8 ? line : '\ufffd')
      this.#tellLogin(auth)
      return
    }
    const verb = verbOf(line)
    const known = isKnownVerb(verb)
    this.#verb = verb
    if (!known && this.#isOtherProtocol(line)) return
    this.#around.record.spoke(known ? 'smtp' : 'other')
    if (known && verb !== 'AUTH') auth?.otherCommand()
    // Credentials often go on behind a refused AUTH; such a line is told, and never kept.
    const shown = redactCommand(line)
    if (known || auth?.lateLine() !== true) {
      const shownVerb = known ? verb : verbOf(shown)
      const pipelined = this.#output.waiting
      this.#around.record.command(shownVerb, shown, this.#secure, lineEnd, sizeBytes, pipelined)
    }
    const refusal = this.#refusalOf(verb, line, isUtf8)
    if (refusal === null) this.#run(verb, line)
    else this.answer(refusal)
  }

  lineTooLong(): void {
    this.#verb = '?'
    this.#auth?.abandoned()
    this.answer(replies.lineTooLong)
  }

  lineEndless(): void {
    this.#limit('A line without an end')
    this.finish(replies.lineEndless)
  }

  messageEnded(scanner: MessageScanner): boolean {
    const auth = this.#auth?.accepted ?? null
    const reply = this.#deliveries.ended(scanner, this.#connection.transaction, auth)
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

  /** The reply to a message, later; then what came behind it. */
  #answerLate(reply: Reply): void {
    if (this.#around.gone) {
      this.#close()
      return
    }
    if (this.#input.holds) this.#around.actions.resume()
    this.#answerMessage(reply)
    this.#around.catchUp()
    if (!this.#over) this.#received(this.#input.goOn())
  }

  #close(): void {
    if (this.#input.scanner !== null) this.#deliveries.dropped(this.#input.scanner)
    this.#over = true
    this.#input.close()
  }

  #isOtherProtocol(line: string): boolean {
    const protocol = protocolOfLine(line)
    if (protocol === 'smtp' || protocol === 'other') return false
    this.#around.record.spoke(protocol)
    this.#around.record.add(firstBytesOf(protocol, Buffer.from(line), false))
    this.finish(replies.notSmtp)
    return true
  }

  #refusalOf(verb: string, line: string, isUtf8: boolean): Reply | null {
    const name = refusalOf({
      profile: this.#around.listener.profile,
      secure: this.#secure,
      startedTls: this.#startedTls,
      stage: this.#connection.stage,
      authenticated: (this.#auth?.accepted ?? null) !== null,
      verb,
      hasArgument: line.trim().length > verb.length,
      isUtf8,
    })
    if (name === null) return null
    if (verb === 'AUTH') this.#authDialogue.refused(name, line)
    return replies[name]
  }

  #run(verb: string, line: string): void {
    const { listener, record } = this.#around
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
        this.#authDialogue.begin(line)
        this.#tellLogin(this.#authDialogue)
        return
      case 'DATA':
        if (this.#deliveries.full) {
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
          listener.trusting.remember(this.#around.remote.host, record.clientHello?.ja4)
        return
      default:
        this.#connection.run(verb, line)
    }
  }

  #watch(scanner: MessageScanner): void {
    const reply = this.#deliveries.watch(scanner)
    if (reply === null) return
    this.#input.close()
    this.#limit(reply.text)
    this.finish(reply)
  }

  #tellLogin(auth: AuthDialogue): void {
    const user = auth.accepted?.user
    if (user !== undefined) this.#connection.loggedIn(user)
  }

  #limit(text: string): void {
    this.#around.record.add({ kind: 'server', what: 'limit', text })
  }
}
