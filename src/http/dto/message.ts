import type { ApiMessage, ApiMessageFinding, ApiMessageSummary } from '../../model/api.ts'
import type { CapturedMessage } from '../../model/message.ts'
import type { MailAddress, MessageOutline, ParsedMessage } from '../../model/parsed-message.ts'
import { tagsOfArrival } from '../../capture/message-tags.ts'
import { outlineOf } from '../../capture/outline.ts'
import type { Labels } from '../../store/labels.ts'
import { toAttachment } from './attachment.ts'

/** What readers have said of a message. */
export interface LabelsKnown {
  readonly isRead: boolean
  /** null: those it came with. */
  readonly tags: readonly string[] | null
}

export function labelsKnown(labels: Labels, message: CapturedMessage): LabelsKnown {
  return { isRead: labels.isRead(message.id), tags: labels.knownTags(message) ?? null }
}

/** A message in a list. */
export function toMessageSummary(
  message: CapturedMessage,
  outline: MessageOutline,
  { isRead, tags }: LabelsKnown,
): ApiMessageSummary {
  const { listener, profile, port, tls, auth, sessionId } = message.origin
  return {
    id: message.id,
    seq: message.seq,
    receivedAt: new Date(message.receivedAt).toISOString(),
    from: message.envelope.mailFrom,
    to: message.envelope.rcptTo,
    headerFrom: outline.headerFrom,
    subject: outline.subject,
    preview: outline.preview,
    attachmentCount: outline.attachmentCount,
    bccInHeader: outline.bcc !== '' && !isOwnCopy(outline.bcc, message.envelope.rcptTo),
    sizeBytes: message.sizeBytes,
    listener,
    profile,
    port,
    tls,
    user: auth?.user ?? null,
    sessionId,
    parseError: outline.parseError,
    isRead,
    tags: tags ?? tagsOfArrival(message, outline.xTags),
  }
}

/** What an answer says beside the message itself. */
export interface ToldWithMessage {
  readonly findings: readonly ApiMessageFinding[]
  readonly labels: LabelsKnown
  /** What the addresses of its parts begin with; '': nothing. */
  readonly webRoot: string
}

/** All of a message. */
export function toMessage(
  message: CapturedMessage,
  parsed: ParsedMessage,
  { findings, labels, webRoot }: ToldWithMessage,
): ApiMessage {
  const place = { messageId: message.id, webRoot }
  return {
    ...toMessageSummary(message, outlineOf(parsed), labels),
    envelope: message.envelope,
    header: {
      from: parsed.from,
      to: parsed.to,
      cc: parsed.cc,
      bcc: parsed.bcc,
      replyTo: parsed.replyTo,
      messageId: parsed.messageId,
      date: parsed.date,
    },
    bcc: bccOf(message, parsed),
    headers: parsed.headers,
    text: parsed.text,
    html: parsed.html,
    attachments: parsed.attachments.map((attachment) => toAttachment(place, attachment)),
    links: parsed.links,
    codes: parsed.codes,
    ...message.origin,
    faults: message.faults,
    findings,
  }
}

/** The copy for the one address in Bcc may say so (RFC 5322 §3.6.3). */
function isOwnCopy(bcc: string, [only, ...others]: readonly string[]): boolean {
  if (only === undefined || others.length > 0 || bcc.includes(',')) return false
  return bcc.toLowerCase().includes(only.toLowerCase())
}

/** Who got it without being named: the envelope's recipients less To and Cc. */
export function bccOf(message: CapturedMessage, parsed: Pick<ParsedMessage, 'to' | 'cc'>): string[] {
  const named = new Set([...parsed.to, ...parsed.cc].map(({ address }: MailAddress) => address.toLowerCase()))
  return message.envelope.rcptTo.filter((address) => !named.has(address.toLowerCase()))
}
