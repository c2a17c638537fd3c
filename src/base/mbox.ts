/** What the first line of a message says. */
export interface MboxMessage {
  readonly envelope: { readonly mailFrom: string }
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

/** More of a line than shows whether it needs its quote is not held. */
const heldLine = 8 * 1024

/**
 * The messages in the format of RFC 4155 with the quotes of “mboxrd”, which a reader can take off again: lines end in LF,
 * and one that begins with From, or with a quote before it, gets one quote more.
 */
export async function* mboxOf<Message extends MboxMessage>(
  messages: Iterable<Message> | AsyncIterable<Message>,
  piecesOf: (message: Message) => Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, undefined> {
  for await (const message of messages) {
    const lines = new MboxLines()
    let isBegun = false
    for await (const piece of piecesOf(message)) {
      if (!isBegun) yield Buffer.from(firstLine(message))
      isBegun = true
      yield lines.take(piece)
    }
    if (isBegun) yield lines.end()
  }
  return undefined
}

/** RFC 4155 appendix A: the sender, and the time in UTC as asctime writes it. */
function firstLine({ envelope, receivedAt }: MboxMessage): string {
  const sender = /^[!-~]+$/.test(envelope.mailFrom) ? envelope.mailFrom : 'MAILER-DAEMON'
  const [, day, date, month, year, time] = /^(\w+), 0?(\d+) (\w+) (\d+) ([\d:]+)/.exec(
    new Date(receivedAt).toUTCString(),
  ) as unknown as readonly string[]
  return `From ${sender} ${day} ${month} ${date?.padStart(2)} ${time} ${year}\n`
}

/** Turns the bytes of one message into lines of an mbox. */
class MboxLines {
  #rest = ''
  /** Whether what is held began in an earlier piece, so that no line begins there. */
  #isInside = false

  take(piece: Buffer): Buffer {
    const text = this.#rest + piece.toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    // A long line is passed on but for its last character, which may be the first half of a line end.
    const cut = text.length - end > heldLine ? text.length - 1 : end
    this.#rest = text.slice(cut)
    return this.#written(text.slice(0, cut), cut > 0 && cut !== end)
  }

  end(): Buffer {
    const last = this.#written(this.#rest, false)
    return Buffer.concat([last, Buffer.from(last.length === 0 || last.at(-1) === 10 ? '\n' : '\n\n')])
  }

  #written(text: string, isCutInside: boolean): Buffer {
    if (text === '') return Buffer.alloc(0)
    const lines = text.replaceAll('\r\n', '\n')
    const start = this.#isInside ? lines : lines.replace(/^>*From /, (line) => `>${line}`)
    this.#isInside = isCutInside
    return Buffer.from(start.replace(/\n(>*From )/g, '\n>$1'), 'latin1')
  }
}
