import { isUtf8 } from 'node:buffer'
import { goText } from '../go-text.ts'

/** A part as MailHog gives it: header fields by name in the sender's spelling, and the body as sent, encoded. */
export interface MailHogPart {
  readonly Headers: Record<string, string[]>
  readonly Body: string
  readonly Size: number
  readonly MIME: { readonly Parts: readonly MailHogPart[] } | null
}

/** Deeper nests and more parts are kept as one body. */
const maxDepth = 10
const maxParts = 1000

/** How the bytes of a message are read as text, which is taken apart, and how that text is shown. */
export interface Coding {
  read(raw: Buffer): string
  show(text: string): string
  sizeBytes(text: string): number
}

const utf8: Coding = {
  read: (raw) => raw.toString(),
  show: (text) => text,
  sizeBytes: (text) => Buffer.byteLength(text),
}

/** A character for each byte. */
const byteWise: Coding = {
  read: (raw) => raw.toString('latin1'),
  show: (text) => goText(Buffer.from(text, 'latin1')),
  sizeBytes: (text) => text.length,
}

/** Likewise, for who wants the bytes back. */
export const bytesAsSent: Coding = { ...byteWise, show: (text) => text }

/** MailHog takes bytes apart. As text they are the same, and faster, unless some of them are not UTF-8. */
export function codingOf(raw: Buffer): Coding {
  return isUtf8(raw) ? utf8 : byteWise
}

/** Takes a message apart by its boundaries, decoding nothing: MailHog's clients decode themselves. */
export function toMimeTree(source: string, coding: Coding = utf8, depth = 0): MailHogPart {
  const { Headers, Body: body } = readHeaderAndBody(source)
  const boundary = boundaryOf(Headers)
  const parts = boundary === null || depth >= maxDepth ? [] : splitParts(body, boundary)
  return {
    Headers: shownFields(Headers, coding),
    Body: coding.show(body),
    Size: coding.sizeBytes(source),
    MIME: parts.length === 0 ? null : { Parts: parts.map((part) => toMimeTree(part, coding, depth + 1)) },
  }
}

function shownFields(fields: MailHogPart['Headers'], { show }: Coding): MailHogPart['Headers'] {
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [show(name), values.map(show)]))
}

const nothingButHeader = /^[!-9;-~]+:/

function splitAtEmptyLine(source: string): { header: string; body: string } {
  // A part may begin with the empty line: it has no header then.
  const start = /^\r?\n/.exec(source)
  if (start) return { header: '', body: source.slice(start[0].length) }
  const end = /\r?\n\r?\n/.exec(source)
  return end
    ? { header: source.slice(0, end.index), body: source.slice(end.index + end[0].length) }
    : nothingButHeader.test(source)
      ? { header: source, body: '' }
      : { header: '', body: source }
}

/** The header fields of a message, as they were sent, and its body. */
export function readHeaderAndBody(source: string): Pick<MailHogPart, 'Headers' | 'Body'> {
  const { header, body } = splitAtEmptyLine(source)
  return { Headers: readFields(header), Body: body }
}

function readFields(header: string): Record<string, string[]> {
  const fields = new Map<string, string[]>()
  // MailHog unfolds by taking the line end out and leaving the white space.
  for (const line of header.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon)
    const value = line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  return Object.fromEntries(fields)
}

function boundaryOf(headers: Record<string, string[]>): string | null {
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'content-type')
  const type = name === undefined ? '' : (headers[name]?.[0] ?? '')
  const match = /^multipart\/.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/is.exec(type)
  return match ? (match[1] ?? match[2] ?? null) : null
}

function splitParts(body: string, boundary: string): string[] {
  const delimiter = `--${boundary}`
  const parts: string[] = []
  let start = -1
  let at = 0
  for (const line of body.split(/(?<=\n)/)) {
    const text = line.trimEnd()
    if (text === delimiter || text === `${delimiter}--`) {
      if (start !== -1) parts.push(withoutOuterLineEnds(body.slice(start, at)))
      start = text === delimiter ? at + line.length : -1
      if (start === -1 || parts.length >= maxParts) break
    }
    at += line.length
  }
  return parts
}

/** The line end before a delimiter belongs to it (RFC 2046 §5.1.1), and MailHog takes all there are, at both ends. */
function withoutOuterLineEnds(part: string): string {
  let start = 0
  let end = part.length
  while (start < end && isLineEnd(part, start)) start++
  while (end > start && isLineEnd(part, end - 1)) end--
  return part.slice(start, end)
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\r' || text[at] === '\n'
}
