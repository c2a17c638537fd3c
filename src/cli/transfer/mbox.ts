import { createReadStream } from 'node:fs'
import { withoutSession } from '../../model/message.ts'
import type { MovedMessage } from '../../server/transfer/moved-message.ts'

const lf = 0x0a
const cr = 0x0d
const marker = 0x3e

/** The messages of an mbox file, in their order. Lines end with CRLF again. */
export async function* readMbox(path: string): AsyncGenerator<MovedMessage> {
  let head: string | null = null
  let lines: Buffer[] = []
  const message = (): MovedMessage => ({ ...headOf(head ?? ''), raw: rawOf(lines) })
  for await (const line of linesOf(path)) {
    if (isHead(line, lines.at(-1))) {
      if (head !== null) yield message()
      head = line.toString('latin1')
      lines = []
    } else lines.push(line)
  }
  if (head !== null) yield message()
}

/**
 * Whether a line begins a message: it comes first or after an empty line, and has a time. Programs that mark a "From " of the
 * text in another way, or in none, are read right too then.
 */
function isHead(line: Buffer, before: Buffer | undefined): boolean {
  if (line.subarray(0, 5).toString('latin1') !== 'From ') return false
  const isFirst = before === undefined || before.length === 0 || (before.length === 1 && before[0] === cr)
  return isFirst && /\d:\d\d/.test(line.subarray(0, 1_000).toString('latin1'))
}

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let open: Buffer[] = []
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0
    for (let to = chunk.indexOf(lf); to >= 0; to = chunk.indexOf(lf, from)) {
      yield Buffer.concat([...open, chunk.subarray(from, to)])
      open = []
      from = to + 1
    }
    if (from < chunk.length) open.push(chunk.subarray(from))
  }
  if (open.length > 0) yield Buffer.concat(open)
}

/** The empty line before the next message is none of this one. */
function rawOf(lines: readonly Buffer[]): Buffer {
  const last = lines.at(-1)
  const isEmpty = last !== undefined && (last.length === 0 || (last.length === 1 && last[0] === cr))
  const own = isEmpty ? lines.slice(0, -1) : lines
  const crlf = Buffer.from('\r\n')
  return Buffer.concat(
    own.flatMap((line) => {
      const text = line.at(-1) === cr ? line.subarray(0, -1) : line
      const isMarked = text[0] === marker && /^>+From /.test(text.toString('latin1'))
      return [isMarked ? text.subarray(1) : text, crlf]
    }),
  )
}

function headOf(line: string): Omit<MovedMessage, 'raw'> {
  const [, sender = '', ...rest] = line.trimEnd().split(' ')
  const date = rest.join(' ')
  const receivedAt = Date.parse(`${date} UTC`)
  const at = Number.isNaN(receivedAt) ? Date.parse(date) : receivedAt
  return {
    id: null,
    receivedAt: Number.isNaN(at) ? Date.now() : at,
    // Thunderbird writes a hyphen.
    envelope: sender === '' || sender === '-' ? {} : { mailFrom: sender === 'MAILER-DAEMON' ? '' : sender },
    origin: withoutSession,
    tags: null,
    isRead: false,
  }
}
