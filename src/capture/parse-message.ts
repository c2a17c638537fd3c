import type { ParsedMessage } from '../model/parsed-message.ts'
import { findCodes } from './find-codes.ts'
import { findLinks } from './find-links.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { headerFault } from './header-fields.ts'
import { addressesIn, decodedFields, firstValue, messageIdIn, readHeader } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { type ParsedBody, parseBody } from './parse-body.ts'
import type { ReadingLimits } from './reading-work.ts'
import { refusalOf } from './reading-cost.ts'

/** The whole of a message: header, body, and what follows from them. Never rejects. */
export async function parseMessage(
  raw: Buffer,
  decoder: HeaderDecoder,
  limits?: ReadingLimits,
): Promise<ParsedMessage> {
  const refusal = limits === undefined ? null : refusalOf(raw, limits)
  return derive(raw, decoder, refusal === null ? await parseBody(raw) : withoutBody(refusal))
}

/** What the header says of a message whose body is not there, with the reason. `raw` may end with the header. */
export function parseHeader(raw: Buffer, decoder: HeaderDecoder, error: string): Promise<ParsedMessage> {
  return derive(raw, decoder, withoutBody(error))
}

async function derive(raw: Buffer, decoder: HeaderDecoder, body: ParsedBody): Promise<ParsedMessage> {
  const header = readHeader(raw, decoder)
  const addresses = (name: string): ParsedMessage['to'] => addressesIn(header.raw, name, decoder)
  const text = body.text?.trim() ? body.text : body.html === null ? '' : await htmlToText(body.html)
  return {
    subject: header.subject,
    from: header.from,
    to: addresses('to'),
    cc: addresses('cc'),
    bcc: addresses('bcc'),
    replyTo: addresses('reply-to'),
    messageId: messageIdIn(decoder.text(firstValue(header.raw, 'message-id'))),
    date: dateIn(decoder.text(firstValue(header.raw, 'date'))),
    text,
    html: body.html,
    headers: decodedFields(header.raw, decoder),
    attachments: body.attachments,
    links: await findLinks(text, body.html),
    codes: findCodes(`${header.subject}\n${text}`),
    parseError: body.error ?? headerFault(raw, header.raw),
  }
}

function withoutBody(error: string): ParsedBody {
  return { text: null, html: null, attachments: [], error }
}

/** ISO 8601; comments, as in `+0000 (UTC)`, are left out (RFC 5322 §3.3). */
function dateIn(value: string): string | null {
  const ms = Date.parse(value.slice(0, 200).replace(/\([^()]*\)/g, ''))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
