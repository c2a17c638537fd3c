import { isKnownVerb, verbOf } from '../states.ts'
import { lineFaults } from '../input/line-faults.ts'
import { type CommandReader, CommandStream } from '../input/command-stream.ts'
import type { MessageScanner } from '../input/message-scanner.ts'
import { redactCommand } from '../redact.ts'
import { AuthDialogue } from '../sasl/auth-dialogue.ts'
import type { SessionContext } from '../session-context.ts'
import { RecordSieve } from '../input/record-sieve.ts'
import type { Stage } from '../stage.ts'

/** How much of content that nobody will have is kept, to be looked at. */
const lookedAtBytes = 64 * 1024

/**
 * A client that goes on in clear behind a handshake that was cut on purpose: our side has ended, so nothing is answered and
 * nothing is run, but it has all crossed the network. TLS records that were on their way say nothing new.
 */
export class GoesOnInClear implements Stage, CommandReader {
  readonly #context: SessionContext
  readonly #auth: AuthDialogue
  readonly #input = new CommandStream(this)
  readonly #sieve = new RecordSieve(
    () => undefined,
    (bytes) => this.#read(bytes),
  )
  #behindData = false

  constructor(context: SessionContext) {
    this.#context = context
    // Every AUTH is refused, so none comes to an answer or a login.
    this.#auth = new AuthDialogue(context, {
      secure: false,
      offered: [],
      answer: () => undefined,
      pass: () => undefined,
      loggedIn: () => undefined,
    })
  }

  receive(chunk: Buffer): void {
    this.#sieve.receive(chunk)
  }

  peerEnded(): void {
    const { scanner } = this.#input
    if (scanner !== null) this.#tellContent(scanner, false)
    this.#input.close()
  }

  line(text: string, isUtf8: boolean, lineEnd: 'crlf' | 'lf', sizeBytes: number): void {
    const verb = verbOf(text)
    const known = isKnownVerb(verb)
    const opensContent = this.#behindData && !known && text !== '.'
    this.#behindData = verb === 'DATA'
    if (opensContent) {
      const end = lineEnd === 'crlf' ? '\r\n' : '\n'
      this.#input.expectMessage(lookedAtBytes, this.#context.listener.blocks)
      this.#input.scanner?.push(Buffer.from(text + end, isUtf8 ? 'utf8' : 'latin1'))
      return
    }
    if (known && verb !== 'AUTH') this.#auth.otherCommand()
    if (!known && this.#auth.lateLine()) return
    const shown = redactCommand(text)
    // No reply is due any more, so none is run ahead of.
    this.#context.record.command(known ? verb : verbOf(shown), shown, false, lineEnd, sizeBytes, false)
    if (verb === 'AUTH') this.#auth.refused('on-purpose', text)
  }

  lineTooLong(): void {
    this.#auth.otherCommand()
  }

  lineEndless(): void {
    this.#input.close()
  }

  contentCame(): void {
    // Nobody asks how much has come.
  }

  #read(bytes: Buffer): void {
    let rest = this.#input.push(bytes)
    for (let ended = this.#input.takeEnded(); ended !== null; ended = this.#input.takeEnded()) {
      this.#tellContent(ended, true)
      if (rest !== null) rest = this.#input.push(rest)
    }
  }

  #tellContent(scanner: MessageScanner, complete: boolean): void {
    const { sizeBytes } = scanner
    const content = scanner.take()
    this.#context.record.data(sizeBytes, complete, lineFaults(content))
    content.release()
  }
}
