import { createHash } from 'node:crypto'
import type { Letter, MailAddress, ParsedAttachment, ParsedMessage } from '../../../model/parsed-message.ts'
import type { HeaderDecoder } from '../../../capture/header-decoder.ts'
import type { MimePart } from '../../../capture/mime-parts.ts'
import { bccOf } from '../../dto/message.ts'
import { sortParts } from './parts.ts'
import { onOneLine } from '../one-line.ts'
import { attachmentOfPart } from '../part-attachment.ts'
import type { WholeMessage } from './whole-message.ts'

/** A message in a list, with Mailpit's names. */
export interface MailpitSummary extends MailpitCommon {
  readonly Read: boolean
  readonly Created: string
  readonly Attachments: number
  readonly Snippet: string
}

/** A whole message, with Mailpit's names. */
export interface MailpitMessage extends MailpitCommon {
  readonly ReturnPath: string
  readonly ListUnsubscribe: { Header: string; Links: string[]; Errors: string; HeaderPost: string }
  readonly Date: string
  readonly Text: string
  readonly HTML: string
  readonly Inline: readonly MailpitPart[]
  readonly Attachments: readonly MailpitPart[]
}

interface MailpitCommon {
  readonly ID: string
  readonly MessageID: string
  readonly From: MailpitAddress
  readonly To: readonly MailpitAddress[]
  readonly Cc: readonly MailpitAddress[]
  readonly Bcc: readonly MailpitAddress[]
  readonly ReplyTo: readonly MailpitAddress[]
  readonly Subject: string
  readonly Username: string
  readonly Tags: readonly string[]
  readonly Size: number
}

interface MailpitPart {
  readonly PartID: string
  readonly FileName: string
  readonly ContentType: string
  readonly ContentID: string
  readonly Size: number
  readonly Checksums: { readonly MD5: string; readonly SHA1: string; readonly SHA256: string }
}

interface MailpitAddress {
  readonly Name: string
  readonly Address: string
}

/** What list and message have in common, with Mailpit's names. */
function commonFields({ message, parsed, tags }: WholeMessage<Letter>): MailpitCommon {
  const from = parsed.from[0]
  const names = new Map(parsed.bcc.toReversed().map(({ name, address }) => [address, name]))
  const bcc = [...new Set([...parsed.bcc.map(({ address }) => address), ...bccOf(message, parsed)])]
  return {
    ID: message.id,
    MessageID: parsed.messageId ?? madeMessageId(message.id),
    From: from ? toAddress(from) : { Name: '', Address: '' },
    To: parsed.to.map(toAddress),
    Cc: parsed.cc.map(toAddress),
    Bcc: bcc.map((address) => ({ Name: names.get(address) ?? '', Address: address })),
    ReplyTo: parsed.replyTo.map(toAddress),
    Subject: parsed.subject,
    Username: message.origin.auth?.user ?? '',
    Tags: tags,
    Size: message.sizeBytes,
  }
}

/** Mailpit gives a message without one a Message-ID. Here its bytes stay as they are, and only the answers say it. */
export function madeMessageId(id: string): string {
  return `${id}@fourport`
}

/** A message in a list. */
export function toMailpitSummary(whole: WholeMessage<Letter>, isRead: boolean): MailpitSummary {
  const { message, parsed, raw } = whole
  return {
    ...commonFields(whole),
    Read: isRead,
    Created: new Date(message.receivedAt).toISOString(),
    Attachments: sortParts(raw).attachments.length,
    Snippet: snippetOf(parsed.text),
  }
}

/** A whole message. */
export function toMailpitMessage(whole: WholeMessage, decoder: HeaderDecoder): MailpitMessage {
  const { message, parsed, raw } = whole
  const { text, html, inlines, others, attachments } = sortParts(raw)
  // What has neither a name nor an id is not listed there, but served.
  const listed = (parts: readonly MimePart[]) =>
    parts
      .filter(({ filename, contentId }) => filename !== '' || contentId !== '')
      .map((part) => toPart(part.id, attachmentOfPart(part, decoder)))
  return {
    ...commonFields(whole),
    ReturnPath: message.envelope.mailFrom || (parsed.from[0]?.address ?? ''),
    ListUnsubscribe: unsubscribeOf(parsed),
    Date: parsed.date ?? new Date(message.receivedAt).toISOString(),
    Text: text || parsed.text,
    HTML: html || (parsed.html ?? ''),
    Inline: listed([...inlines, ...others]),
    Attachments: listed(attachments),
  }
}

/** Header fields by name, all values of each, unfolded but not decoded; names in Go's spelling, as Mailpit gives them. */
export function toMailpitHeaders(parsed: ParsedMessage): Record<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const { name, raw } of parsed.headers) {
    const key = name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    const values = headers.get(key)
    if (values) values.push(onOneLine(raw))
    else headers.set(key, [onOneLine(raw)])
  }
  return Object.fromEntries([...headers].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function toAddress({ name, address }: MailAddress): MailpitAddress {
  return { Name: name, Address: address }
}

function toPart(PartID: string, attachment: ParsedAttachment): MailpitPart {
  const digest = (algorithm: string): string => createHash(algorithm).update(attachment.content).digest('hex')
  return {
    PartID,
    FileName: attachment.filename ?? attachment.contentId ?? '',
    ContentType: attachment.contentType,
    ContentID: attachment.contentId ?? '',
    Size: attachment.sizeBytes,
    Checksums: { MD5: digest('md5'), SHA1: digest('sha1'), SHA256: digest('sha256') },
  }
}

function snippetOf(text: string): string {
  const folded = text
    .slice(0, 2000)
    .replace(/[\s\ufeff]+/g, ' ')
    .trim()
  return folded.length <= 200 ? folded : `${folded.slice(0, 200)}...`
}

/** RFC 2369 §3.2, RFC 8058. */
function unsubscribeOf(parsed: ParsedMessage): MailpitMessage['ListUnsubscribe'] {
  const field = (name: string): string =>
    parsed.headers.find((one) => one.name.toLowerCase() === name)?.value ?? ''
  const header = field('list-unsubscribe')
  const links = [...header.matchAll(/<([^<>]*)>/g)]
    .map((match) => (match[1] as string).trim())
    .filter((link) => /^(?:https?|mailto):/i.test(link))
  return {
    Header: header,
    Links: links,
    Errors: header !== '' && links.length === 0 ? 'no links found' : '',
    HeaderPost: field('list-unsubscribe-post'),
  }
}
