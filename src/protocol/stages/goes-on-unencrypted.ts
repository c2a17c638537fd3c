import { type CommandLine, CommandStream, type Input } from '../input/command-stream.ts'
import { lineFaults } from '../input/line-faults.ts'
import type { MessageScanner } from '../input/message-scanner.ts'
import { RecordSieve } from '../input/record-sieve.ts'
import { redactCommand } from '../redact.ts'
import { AuthDialogue } from '../sasl/auth-dialogue.ts'
import type { SessionContext } from '../session-context.ts'
import type { Stage } from '../stage.ts'
import { isKnownVerb, verbOf } from '../states.ts'

/** How much of content that nobody will have is kept, to be looked at. */
const lookedAtBytes = 64 * 1024

/**
 * A client that goes on unencrypted after a handshake that was cut on purpose: our side has ended, so nothing is answered and
 * nothing is run, but it has all crossed the network. TLS records that were on their way say nothing new.
 */
export class GoesOnUnencrypted implements Stage {
  readonly due = null
  readonly #context: SessionContext
  readonly #auth: AuthDialogue
  readonly #input = new CommandStream()
  readonly #sieve = new RecordSieve(() => undefined)
  #afterData = false

  constructor(context: SessionContext) {
    this.#context = context
    // Every AUTH is refused, so none comes to a login.
    this.#auth = new AuthDialogue(context, {
      secure: false,
      offered: [],
      atLogin: () => null,
      loggedIn: () => undefined,
    })
  }

  bytes(chunk: Buffer): Stage {
    this.#input.give(this.#sieve.take(chunk))
    for (let input = this.#input.next(); input !== null; input = this.#input.next()) this.#read(input)
    return this
  }

  time(): Stage {
    return this
  }

  ended(): void {
    const { scanner } = this.#input
    if (scanner !== null) this.#tellContent(scanner, false)
    this.#input.close()
  }

  #read(input: Input): void {
    switch (input.kind) {
      case 'line':
        this.#line(input)
        break
      case 'message':
        this.#tellContent(input.scanner, true)
        break
      case 'line-too-long':
        this.#auth.otherCommand()
        break
      case 'line-endless':
        this.#input.close()
        break
      case 'content':
        // Nobody asks how much has come.
        break
    }
  }

  #line({ text, isUtf8, lineEnd, sizeBytes }: CommandLine): void {
    const verb = verbOf(text)
    const known = isKnownVerb(verb)
    const opensContent = this.#afterData && !known && text !== '.'
    this.#afterData = verb === 'DATA'
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

  #tellContent(scanner: MessageScanner, complete: boolean): void {
    const { sizeBytes } = scanner
    const { content } = scanner.take()
    this.#context.record.data(sizeBytes, complete, lineFaults(content))
    content.release()
  }
}
