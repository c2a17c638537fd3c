/**
 * One SMTP dialogue on one socket, unencrypted or under TLS; after STARTTLS a new one begins and knows nothing
 * (RFC 3207 §4.2). It reads the client's lines and messages one by one, and carries out what each comes to (`outcome.ts`):
 * nobody else answers. It decides nothing itself: what is allowed is in `states.ts`, what a command does in
 * `command-runner.ts`, what becomes of a message in `delivery.ts`. It does not know how it was opened, nor what limits a
 * session has.
 */
import type { FaultTls } from '../model/fault.ts'
import { CommandRunner } from './command-runner.ts'
import { Delivery } from './delivery.ts'
import { type CommandLine, CommandStream, type Input } from './input/command-stream.ts'
import type { MessageScanner } from './input/message-scanner.ts'
import type { End, CommandOutcome, StartTls, Wait } from './outcome.ts'
import { replies } from './replies/replies.ts'
import type { LastReply, Reply } from './replies/reply.ts'
import { ReplyWriter } from './replies/reply-writer.ts'
import type { SessionContext } from './session-context.ts'
import type { Stage } from './stage.ts'
import type { TlsState } from './tls-state.ts'
import { isOwing, WaitingStage } from './waiting.ts'

/** What follows a dialogue, and what comes before its first line: how it was opened decides both. */
export interface ConversationParts {
  readonly tls: TlsState
  /** The stage after the 220 of STARTTLS. `rest`: bytes that came after STARTTLS in the same write. */
  readonly startTls: (rest: Buffer, instead: FaultTls | null) => Stage
  /** Looks at the first bytes. The stage that has them in place of the dialogue; null: they are lines. */
  readonly first?: (chunk: Buffer, conversation: Conversation) => Stage | null
}

export class Conversation implements Stage {
  readonly due = null
  readonly #context: SessionContext
  readonly #parts: ConversationParts
  readonly #input = new CommandStream()
  readonly #output: ReplyWriter
  readonly #commands: CommandRunner
  /** Made at the first DATA. */
  #delivery: Delivery | null = null
  /** Looks at the first bytes; null: they have come. */
  #first: ConversationParts['first'] | null
  /** The wait that has the bytes from here on. */
  #wait: Wait<CommandOutcome> | null = null
  /** TLS follows. */
  #tls: StartTls | null = null
  #over = false

  constructor(context: SessionContext, parts: ConversationParts) {
    this.#context = context
    this.#parts = parts
    this.#first = parts.first ?? null
    this.#output = new ReplyWriter(context.actions, context.record, parts.tls.secure)
    this.#commands = new CommandRunner(context, this.#output, parts.tls, this.#input)
  }

  get busy(): boolean {
    return this.#input.scanner !== null || (this.#wait !== null && isOwing(this.#wait))
  }

  get #deliveries(): Delivery {
    return (this.#delivery ??= new Delivery(this.#context))
  }

  /** The greeting, or what comes in its place on purpose. */
  greet(): Stage {
    const { faults, settings } = this.#context.listener
    const greeting = { code: 220, enhanced: null, text: `${settings.serverName} ESMTP` }
    const goOn = (): Reply => greeting
    this.#carryOut(faults.armed ? this.#commands.faults.at('greeting', null, { goOn }) : greeting)
    return this.settle()
  }

  bytes(chunk: Buffer): Stage {
    const first = this.#first
    if (first) {
      this.#first = null
      const stage = first(chunk, this)
      if (stage !== null) return stage
    }
    const input = this.#input
    const { ending } = this.#context
    input.give(chunk)
    while (input.unread && this.#wait === null) {
      const next = input.next()
      if (next === null) break
      this.#carryOut(next.kind === 'line' ? this.#commands.line(next) : this.#outcomeOf(next))
      if (next.kind === 'message' && ending.stopping) this.#stopIfIdle()
    }
    if (input.scanner !== null || this.#wait !== null || this.#tls !== null) return this.settle()
    this.#output.flush()
    return this
  }

  settle(): Stage {
    this.#output.flush()
    if (this.#input.scanner !== null) this.#watch()
    const [tls, wait] = [this.#tls, this.#wait]
    this.#tls = null
    this.#wait = null
    if (tls !== null) return this.#parts.startTls(this.#input.takeRest(), tls.startTls)
    return wait === null ? this : this.#waiting(wait)
  }

  time(): Stage {
    return this
  }

  /** What was said goes out. A message half in is dropped, and the record says so. */
  ended(): void {
    this.#output.flush()
    this.#commands.abandoned()
    this.#close()
  }

  finish(reply: LastReply): void {
    this.#commands.verb = ''
    this.#carryOut({ end: 'fin', first: reply })
  }

  /** What came is no line at all, and is answered as one. */
  notALine(): void {
    this.#commands.verb = '?'
    this.#answer(replies.unknownCommand)
    this.#output.flush()
  }

  #outcomeOf(input: Exclude<Input, CommandLine>): CommandOutcome {
    switch (input.kind) {
      case 'message':
        return this.#messageOutcome(input.scanner)
      case 'content':
        this.#stopInContent(input.octets + 1)
        return this.#commands.faults.at('content', null, { octets: input.octets, goOn: () => null })
      case 'line-too-long':
        this.#commands.verb = '?'
        this.#commands.abandoned()
        return replies.lineTooLong
      case 'line-endless':
        return this.#limit('A line without an end', replies.lineEndless)
    }
  }

  #messageOutcome(scanner: MessageScanner): CommandOutcome {
    const { smtpServer, faults } = this.#commands
    if (smtpServer === null) throw new TypeError('A message came before any command')
    this.#commands.verb = 'DATA'
    return this.#deliveries.ended(scanner, smtpServer, faults)
  }

  #carryOut(outcome: CommandOutcome): void {
    if (outcome === null || this.#over) return
    if ('code' in outcome) this.#answer(outcome)
    else if ('resume' in outcome) this.#wait = outcome
    else if ('content' in outcome) this.#expectMessage()
    else if ('startTls' in outcome) this.#startTls(outcome)
    else this.#end(outcome)
  }

  /** A message is answered: a stop that waited for that waits no more. */
  #stopIfIdle(): void {
    if (this.#over || this.busy) return
    this.#context.ending.recordStop()
    this.finish(replies.shutdown)
  }

  #answer(reply: Reply): void {
    const { refusals, gone } = this.#context
    // Nobody hears of it.
    if (gone) this.#close()
    if (this.#over) return
    this.#output.answer(reply)
    const { verb } = this.#commands
    if (verb === '') return
    const last = refusals.afterReply(verb, reply)
    if (last !== null) this.#end(this.#limit(last.text, last))
  }

  #waiting(wait: Wait<CommandOutcome>): Stage {
    const resume: Wait<Stage>['resume'] = (answer) => {
      this.#carryOut(wait.resume(answer))
      if (isOwing(wait) && this.#context.ending.stopping) this.#stopIfIdle()
      return this.#wait === null ? this : this.settle()
    }
    const rest = this.#input.takeRest()
    const waiting = new WaitingStage(this.#context, { ...wait, resume }, this, 0)
    return rest.length === 0 ? waiting : waiting.bytes(rest)
  }

  #expectMessage(): void {
    const { settings, blocks, faults } = this.#context.listener
    if (this.#deliveries.full) {
      this.#answer(replies.inFlightFull)
      return
    }
    this.#answer(replies.dataGo)
    this.#input.expectMessage(settings.sizeLimitBytes, blocks)
    if (faults.armed) this.#stopInContent(1)
  }

  #startTls(outcome: StartTls): void {
    this.#answer(replies.tlsGo)
    this.#tls = outcome
    this.#close()
  }

  #end({ end, first }: End): void {
    this.#carryOut(first)
    if (this.#over) return
    this.#output.flush()
    this.#close()
    const { ending, nowMs } = this.#context
    if (end === 'rst') ending.reset()
    else ending.hangUp(nowMs)
  }

  #close(): void {
    if (this.#input.scanner !== null) this.#deliveries.dropped(this.#input.scanner)
    this.#wait = null
    this.#over = true
    this.#input.close()
  }

  #stopInContent(from: number): void {
    this.#input.stopContentAt(this.#commands.faults.nextContent(from))
  }

  /** Breaks off a message that has become too large. */
  #watch(): void {
    const { scanner } = this.#input
    const reply = scanner && this.#deliveries.watch(scanner)
    if (reply === null) return
    this.#input.scanner = null
    this.finish(this.#limit(reply.text, reply).first)
  }

  #limit(text: string, reply: LastReply): End & { readonly first: LastReply } {
    this.#context.record.add({ kind: 'server', what: 'limit', text })
    this.#commands.verb = ''
    return { end: 'fin', first: reply }
  }
}
