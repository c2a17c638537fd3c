import type { FaultPoint, FaultTls } from '../model/fault.ts'
import type { NewMessage } from '../model/message.ts'
import type { Answer } from './actions.ts'
import type { SessionContext } from './session-context.ts'
import { CommandRunner, type Footing } from './command-runner.ts'
import type { ParsedPath } from './path.ts'
import { Delivery } from './delivery.ts'
import { FaultPoints } from './fault-injection/fault-points.ts'
import { CommandStream, type CommandReader } from './input/command-stream.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import type { Change } from './replies/changed-reply.ts'
import { replies } from './replies/replies.ts'
import type { Reply } from './replies/reply.ts'
import { ReplyWriter } from './replies/reply-writer.ts'
import type { Connection } from './smtp-server.ts'
import type { Passing, Turn } from './turn.ts'

/** One SMTP dialogue on one socket, in clear or under TLS; after STARTTLS a new one begins, knowing nothing (RFC 3207 §4.2). */
export class Conversation implements CommandReader, Turn {
  readonly secure: boolean
  readonly #context: SessionContext
  readonly #input: CommandStream
  readonly #output: ReplyWriter
  readonly #commands: CommandRunner
  /** Made at the first DATA. */
  #delivery: Delivery | null = null
  /** Made at the first point that is passed while any fault is set. */
  #faults: FaultPoints | null = null
  /** The command being answered; '' where the server speaks of its own accord. */
  #verb = ''
  #startTls: { readonly instead: FaultTls | null } | null = null
  #over = false

  constructor(context: SessionContext, footing: Footing) {
    this.#context = context
    this.secure = footing.secure
    this.#input = new CommandStream(this)
    this.#output = new ReplyWriter(context.actions, context.record, footing.secure)
    this.#commands = new CommandRunner(context, this, footing)
  }

  get connection(): Connection | null {
    return this.#commands.made
  }

  get user(): string | null {
    return this.#commands.accepted?.user ?? null
  }

  get pipelined(): boolean {
    return this.#output.waiting
  }

  /** Whether a message is arriving, or being kept. */
  get busy(): boolean {
    return this.#input.scanner !== null || this.owing
  }

  /** Whether the client waits for the answer to its final dot. */
  get owing(): boolean {
    return this.answerUntilMs !== null || this.#faults?.owing === true
  }

  /** Whether what the client sends has to wait. */
  get waits(): boolean {
    return this.owing || this.delayUntilMs !== null
  }

  /** Until when the answer may come, in elapsed milliseconds; null: the store owes none. */
  get answerUntilMs(): number | null {
    return this.#delivery?.answerUntilMs ?? null
  }

  /** Until when something is delayed on purpose, in elapsed milliseconds; null: nothing is. */
  get delayUntilMs(): number | null {
    return this.#faults?.delayUntilMs ?? null
  }

  get #points(): FaultPoints {
    return (this.#faults ??= new FaultPoints(this.#context, this))
  }

  get #deliveries(): Delivery {
    return (this.#delivery ??= new Delivery(this.#context, this))
  }

  /** The store has answered at last. False: that message is waited for no more. */
  answered(id: string, answer: Answer): boolean {
    const reply = this.#delivery?.answered(id, answer) ?? null
    if (reply === null) return false
    this.#goOn(() => this.#deliveries.answer(reply))
    return true
  }

  /** What was delayed on purpose goes on; else answers in place of the store, which is waited for no more. */
  waitNoMore(): void {
    const then = this.#faults?.end() ?? null
    const reply = then === null ? (this.#delivery?.giveUp() ?? null) : null
    if (then !== null) this.#goOn(then)
    else if (reply !== null) this.#goOn(() => this.answerMessage(reply))
  }

  greet(): void {
    if (this.#context.listener.faults.armed) this.pass('greeting', null, { goOn: () => this.#greet() })
    else this.#greet()
  }

  #greet(): void {
    this.answer({ code: 220, enhanced: null, text: `${this.#context.listener.settings.serverName} ESMTP` })
    this.#output.flush()
  }

  /** A reply of the server's own accord, the last one. */
  finish(reply: Reply): void {
    this.#verb = ''
    this.answer(reply)
    this.hangUp()
  }

  receive(chunk: Buffer): void {
    this.#received(this.#read(chunk))
  }

  /** Answers the bytes that were left when this dialogue was over; else null. */
  #read(chunk: Buffer): Buffer | null {
    let rest = this.#input.push(chunk)
    for (let ended = this.#input.takeEnded(); ended !== null; ended = this.#input.takeEnded()) {
      const message = this.#deliveries.ended(ended, this.#commands.transaction)
      if (message !== null) this.deliver(message)
      if (rest !== null) rest = this.#input.push(rest)
    }
    return rest
  }

  #received(rest: Buffer | null): void {
    this.#output.flush()
    // No more than this is read until the answer is there.
    if (this.#input.holds) this.#context.actions.pause()
    if (this.#input.scanner !== null) this.#watch(this.#input.scanner)
    if (this.#startTls === null) return
    const { instead } = this.#startTls
    this.#startTls = null
    this.#context.startTls(rest ?? Buffer.alloc(0), instead)
  }

  /** The peer is gone or will send no more. A message half in is dropped, and the record says so. */
  peerEnded(): void {
    this.#commands.abandoned()
    this.#close()
  }

  line(line: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    this.#commands.line(line, isUtf8, lineEnd, sizeBytes)
  }

  lineTooLong(): void {
    this.#verb = '?'
    this.#commands.abandoned()
    this.answer(replies.lineTooLong)
  }

  lineEndless(): void {
    this.#limit('A line without an end')
    this.finish(replies.lineEndless)
  }

  deliver(message: NewMessage): void {
    this.#deliveries.given(this.#context.actions.deliver(message))
  }

  contentCame(octets: number): void {
    this.#askInContent(octets + 1)
    this.pass('content', null, { octets, goOn: () => undefined })
  }

  /** What came is no line at all, and is answered as one. */
  notALine(): void {
    this.#verb = '?'
    this.answer(replies.unknownCommand)
    this.#output.flush()
  }

  begin(verb: string): void {
    this.#verb = verb
    if (verb === 'EHLO') this.#output.offersAll()
  }

  answer(reply: Reply): void {
    if (this.#over) return
    this.#output.answer(reply)
    if (this.#verb === '') return
    const last = this.#context.refusals.afterReply(this.#verb, reply)
    if (last === null) return
    this.#limit(last.text)
    this.finish(last)
  }

  put(reply: Reply): void {
    if (!this.#over) this.#output.put(reply)
  }

  behind(octets: string): void {
    if (!this.#over) this.#output.behind(octets)
  }

  change(change: Change): void {
    this.#output.change = change
  }

  withholds(capability: string): boolean {
    return this.#output.withholds(capability)
  }

  wait(): void {
    this.#input.wait()
  }

  askForMessage(): void {
    const { settings, blocks, faults } = this.#context.listener
    if (this.#deliveries.full) {
      this.answer(replies.inFlightFull)
    } else {
      this.answer(replies.dataGo)
      this.#input.expectMessage(settings.sizeLimitBytes, blocks)
      if (faults.armed) this.#askInContent(1)
    }
  }

  answerMessage(reply: Reply): void {
    this.#verb = 'DATA'
    if (!this.#context.gone) this.answer(reply)
    this.messageDone()
  }

  messageDone(): void {
    this.#commands.reset()
    // Nobody hears of it.
    if (this.#context.gone) this.#close()
    else if (!this.#over) this.#context.messageDone()
  }

  startTls(): void {
    this.#startTls = { instead: this.#output.change?.tls ?? null }
    this.answer(replies.tlsGo)
    this.#output.flush()
    this.#close()
  }

  pass(at: FaultPoint, path: ParsedPath | null, passing: Passing): void {
    this.#points.pass(at, path, passing)
  }

  hangUp(): void {
    if (this.#over) return
    this.#output.flush()
    this.#close()
    this.#context.hangUp()
  }

  reset(): void {
    if (this.#over) return
    this.#output.flush()
    this.#close()
    this.#context.reset()
  }

  /** What had to wait goes on, then what came behind it. */
  #goOn(what: () => void): void {
    const held = this.#input.letGo()
    if (held !== null) this.#context.actions.resume()
    what()
    if (this.#context.gone) return
    this.#context.catchUp()
    this.#received(held === null ? null : this.#read(held))
  }

  #close(): void {
    if (this.#input.scanner !== null) this.#deliveries.dropped(this.#input.scanner)
    this.#faults?.end()
    this.#over = true
    this.#input.close()
  }

  #askInContent(from: number): void {
    this.#input.tellContentAt(this.#points.nextContent(from))
  }

  #watch(scanner: MessageScanner): void {
    const reply = this.#deliveries.watch(scanner)
    if (reply === null) return
    this.#input.close()
    this.#limit(reply.text)
    this.finish(reply)
  }

  #limit(text: string): void {
    this.#context.record.add({ kind: 'server', what: 'limit', text })
  }
}
