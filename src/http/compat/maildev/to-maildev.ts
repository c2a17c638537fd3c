import type { HeaderDecoder } from '../../../capture/header-decoder.ts'
import { type MimePart, partText, readMimeTree } from '../../../capture/mime-parts.ts'
import type { CapturedMessage, Envelope } from '../../../model/message.ts'
import type { MailAddress, ParsedMessage } from '../../../model/parsed-message.ts'
import { bccOf } from '../../dto/message.ts'
import type { Viewed } from '../../views/view.ts'
import { onOneLine } from '../one-line.ts'
import { filesOf, isText, type MailDevFile } from './files.ts'

/** A message with MailDev's names. What a message has not got is left out. */
export interface MailDevMessage {
  readonly id: string
  readonly time: string
  readonly read: boolean
  readonly envelope: MailDevEnvelope
  /** Where MailDev says the path of a file, here the path of the source in this API stands. */
  readonly source: string
  readonly size: number
  readonly sizeHuman: string
  /** null: none. */
  readonly attachments: readonly MailDevFile[] | null
  readonly calculatedBcc: readonly MailAddress[]
  readonly text?: string
  readonly html?: string
  /** By name in lower case; a field that stands more than once has a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly subject?: string
  readonly references?: readonly string[]
  readonly messageId?: string
  readonly inReplyTo?: readonly string[]
  readonly priority: 'low' | 'normal' | 'high'
  readonly from?: readonly MailAddress[]
  readonly replyTo?: readonly MailAddress[]
  readonly to?: readonly MailAddress[]
  readonly cc?: readonly MailAddress[]
  readonly bcc?: readonly MailAddress[]
  readonly date?: string
}

interface MailDevEnvelope {
  readonly from: MailDevPath
  readonly to: readonly MailDevPath[]
  readonly host: string
  readonly remoteAddress: string
}

interface MailDevPath {
  readonly address: string
  /** Parameters of MAIL or RCPT; false: none. */
  readonly args: Readonly<Record<string, string | true>> | false
}

/** What an answer says beside the message itself. */
export interface MailDevTold {
  readonly isRead: boolean
  /** What the path of its source begins with; '': nothing. */
  readonly webRoot: string
}

/** A message with MailDev's names. */
export function toMailDev(
  { message, parsed, raw }: Viewed,
  { isRead, webRoot }: MailDevTold,
  decoder: HeaderDecoder,
): MailDevMessage {
  const { parts } = readMimeTree(raw)
  const files = filesOf(parts, decoder).map(({ file }) => file)
  return {
    ...contentOf(parts, parsed),
    ...headerOf(parsed, decoder),
    id: message.id,
    time: parsed.date ?? new Date(message.receivedAt).toISOString(),
    read: isRead,
    envelope: envelopeOf(message),
    source: `${webRoot}/email/${message.id}/source`,
    size: message.sizeBytes,
    sizeHuman: sizeInWords(message.sizeBytes),
    attachments: files.length === 0 ? null : files,
    calculatedBcc: bccOf(message, parsed).map((address) => ({ address, name: '' })),
  }
}

function contentOf(parts: readonly MimePart[], parsed: ParsedMessage): Pick<MailDevMessage, 'text' | 'html'> {
  const text = textOf(parts, 'text/plain')
  const html = textOf(parts, 'text/html') || (parsed.html ?? '')
  return { ...(text !== '' && { text }), ...(html !== '' && { html }) }
}

/** All texts of a type one after the other, with MailDev's line ends. */
function textOf(parts: readonly MimePart[], type: string): string {
  return parts
    .filter((part) => part.type === type && isText(part))
    .map((part) => partText(part).replaceAll('\r\n', '\n'))
    .join('')
}

type Header = Omit<
  MailDevMessage,
  keyof ReturnType<typeof contentOf> | 'id' | 'time' | 'read' | 'envelope' | 'source' | 'size' | 'sizeHuman'
>

function headerOf(
  parsed: ParsedMessage,
  decoder: HeaderDecoder,
): Omit<Header, 'attachments' | 'calculatedBcc'> {
  const headers = fieldsOf(parsed, decoder)
  const words = (name: string): string[] =>
    [headers[name] ?? []].flat().flatMap((value) => value.split(/\s+/).filter(Boolean).map(bare))
  const [references, inReplyTo] = [words('references'), words('in-reply-to')]
  return {
    headers,
    priority: priorityOf(headers),
    ...('subject' in headers && { subject: parsed.subject }),
    ...(parsed.messageId !== null && { messageId: parsed.messageId }),
    ...(references.length > 0 && { references }),
    ...(inReplyTo.length > 0 && { inReplyTo }),
    ...listed({ from: parsed.from, replyTo: parsed.replyTo, to: parsed.to, cc: parsed.cc, bcc: parsed.bcc }),
    ...(parsed.date !== null && { date: parsed.date }),
  }
}

function listed<Lists extends Readonly<Record<string, readonly MailAddress[]>>>(
  lists: Lists,
): Partial<Lists> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>
}

function fieldsOf({ headers }: ParsedMessage, decoder: HeaderDecoder): MailDevMessage['headers'] {
  const fields = new Map<string, string | string[]>()
  for (const { name, raw } of headers) {
    const value = decoder.text(onOneLine(raw))
    const key = name.toLowerCase()
    const before = fields.get(key)
    fields.set(key, before === undefined ? value : [before, value].flat())
  }
  return Object.fromEntries(fields)
}

/** Without the brackets of a message id. */
function bare(word: string): string {
  return word.startsWith('<') && word.endsWith('>') ? word.slice(1, -1) : word
}

const priorityFields = ['x-priority', 'x-msmail-priority', 'importance']
const words: Readonly<Record<string, MailDevMessage['priority']>> = {
  'non-urgent': 'low',
  low: 'low',
  urgent: 'high',
  high: 'high',
}

/** `3`, `1 (Highest)`, `urgent`. */
function priorityOf(headers: MailDevMessage['headers']): MailDevMessage['priority'] {
  const value = priorityFields.map((name) => [headers[name] ?? []].flat().at(-1)).find(Boolean) ?? ''
  const number = Number.parseInt(value, 10)
  if (!Number.isNaN(number)) return number === 3 ? 'normal' : number > 3 ? 'low' : 'high'
  const word = value.trim().toLowerCase()
  return Object.hasOwn(words, word) ? words[word]! : 'normal'
}

function envelopeOf({ envelope, origin }: CapturedMessage): MailDevEnvelope {
  const { mailFrom, rcptTo, mailParameters, rcptParameters } = envelope
  return {
    from: toPath(mailFrom, mailParameters),
    to: rcptTo.map((address) => toPath(address, rcptParameters[address] ?? {})),
    host: origin.clientName,
    remoteAddress: origin.remote.host,
  }
}

function toPath(address: string, parameters: Envelope['mailParameters']): MailDevPath {
  return { address, args: Object.keys(parameters).length === 0 ? false : parameters }
}

const units = ['bytes', 'KB', 'MB', 'GB']

function sizeInWords(bytes: number): string {
  if (bytes === 0) return '0 bytes'
  const power = Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), units.length - 1)
  return `${Number((bytes / 1024 ** power).toFixed(2))} ${units[power]}`
}
