import type { ParsedMessage } from '../model/parsed-message.ts'
import { findCodes } from './find-codes.ts'
import { findLinks } from './find-links.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { headerFault } from './header-fields.ts'
import { addressesIn, decodedFields, firstValue, readHeader } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { type ParsedBody, parseBody } from './parse-body.ts'

/** The whole of a message: header, body, and what follows from them. Never rejects. */
export async function parseMessage(
  raw: Buffer,
  decoder: HeaderDecoder,
  maxBodyBytes: number,
): Promise<ParsedMessage> {
  const body = raw.length > maxBodyBytes ? tooLarge(raw.length, maxBodyBytes) : await parseBody(raw)
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

function tooLarge(sizeBytes: number, maxBytes: number): ParsedBody {
  const error =
    `The message has ${sizeBytes} bytes; with the memory there is, none above ${maxBytes} is taken apart. ` +
    'Its raw bytes are kept; give the process more memory to have it parsed.'
  return { text: null, html: null, attachments: [], error }
}

function messageIdIn(value: string): string | null {
  return /<([^<>]{1,998})>/.exec(value)?.[1] ?? (value || null)
}

/** ISO 8601; comments, as in `+0000 (UTC)`, are left out (RFC 5322 §3.3). */
function dateIn(value: string): string | null {
  const ms = Date.parse(value.slice(0, 200).replace(/\([^()]*\)/g, ''))
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
