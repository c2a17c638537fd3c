import { Readable } from 'node:stream'
import { type HeaderValue, simpleParser } from 'mailparser'
import { messageOf } from '../base/errors.ts'
import type { ParsedAttachment } from '../model/parsed-message.ts'
import { headerEnd, splitHeader } from './header-fields.ts'

/** What the body of a message holds, before anything is derived from it. */
export interface ParsedBody {
  readonly text: string | null
  readonly html: string | null
  readonly attachments: readonly ParsedAttachment[]
  readonly error: string | null
}

/** Of one MIME part; addresses in an embedded message's header take 0.4 ms a kilobyte. */
const maxPartHeaderBytes = 128 * 1024
/** Ten times what the largest and worst message takes; a reader must get an answer even where a parser's stream never ends. */
const parseDeadlineMs = 30_000
/** mailparser takes a piece apart in one go, and others wait. */
const pieceBytes = 64 * 1024

/**
 * Takes the body apart. Never rejects: what cannot be parsed comes with an `error`. The only place that knows
 * mailparser.
 */
export async function parseBody(raw: Buffer, deadlineMs: number = parseDeadlineMs): Promise<ParsedBody> {
  try {
    const parsing = simpleParser(Readable.from(pieces(raw), { objectMode: false }), {
      // html-to-text is quadratic on hostile HTML (2 MiB: 25 s); the text is derived by html-text.ts instead.
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      keepCidLinks: true,
      // A mail inside is a part, with all that is in it; else its text would be taken for that of the message.
      ignoreEmbedded: true,
      checksumAlgo: false,
      maxHeadSize: maxPartHeaderBytes,
    })
    const mail = await within(deadlineMs, parsing)
    return {
      text: mail.text ?? null,
      html: mail.html || null,
      attachments: mail.attachments.map((attachment, index) => ({
        index,
        filename: attachment.filename ?? null,
        contentType: declaredType(attachment.headers.get('content-type')),
        disposition: attachment.contentDisposition === 'inline' ? 'inline' : 'attachment',
        contentId: attachment.cid ?? null,
        sizeBytes: attachment.content.length,
        content: attachment.content,
      })),
      error: null,
    }
  } catch (error) {
    return { text: null, html: null, attachments: [], error: messageOf(error) }
  }
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The body could not be taken apart within ${ms} ms.`)), ms)
  })
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer))
}

/**
 * The type that the part itself names. mailparser would guess another from the file name, and so make `text/html` of
 * an `application/octet-stream` called `evil.html`. What is no type at all is `application/octet-stream` (RFC 2046 §4.5.1).
 */
function declaredType(header: HeaderValue | undefined): string {
  const value = typeof header === 'object' && 'value' in header ? String(header.value).toLowerCase() : ''
  return /^[\w.+-]{1,127}\/[\w.+-]{1,127}$/.test(value) ? value : 'application/octet-stream'
}

/**
 * The message with those fields alone that say how its body is built. The others are read by headers.ts; mailparser
 * would reject the whole message for 20,000 short fields, and spend half a second on a long list of addresses.
 */
function* pieces(raw: Buffer): Generator<Buffer> {
  const fields = splitHeader(raw).filter(({ name }) => /^(?:content-|mime-version$)/i.test(name))
  yield Buffer.from(`${fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('')}\r\n`)
  for (let at = headerEnd(raw).body; at < raw.length; at += pieceBytes)
    yield raw.subarray(at, at + pieceBytes)
}
