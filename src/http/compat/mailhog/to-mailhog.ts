import type { CapturedMessage } from '../../../model/message.ts'
import { jsonAnswer, type View } from '../../views/view.ts'
import { codingOf, type MailHogPart, toMimeTree } from './mime-tree.ts'

/** A message with MailHog's names. */
export interface MailHogMessage {
  readonly ID: string
  readonly From: MailHogPath
  readonly To: readonly MailHogPath[]
  readonly Content: MailHogPart
  readonly Created: string
  readonly MIME: MailHogPart['MIME']
  readonly Raw: {
    readonly From: string
    readonly To: readonly string[]
    readonly Data: string
    readonly Helo: string
  }
}

interface MailHogPath {
  readonly Relays: null
  readonly Mailbox: string
  readonly Domain: string
  readonly Params: string
}

/** A mailbox of the envelope in MailHog's form. */
function toPath(address: string): MailHogPath {
  const at = address.lastIndexOf('@')
  return {
    Relays: null,
    Mailbox: at === -1 ? address : address.slice(0, at),
    Domain: at === -1 ? '' : address.slice(at + 1),
    Params: '',
  }
}

/** The line end before the dot ends the message, and is not of it: so MailHog counts. */
export function withoutLastLineEnd(source: string): string {
  return source.replace(/\r?\n$/, '')
}

/** MailHog shows these among the fields, and a Message-ID where there is none; in the bytes they do not stand. */
function withTrace(headers: MailHogPart['Headers'], message: CapturedMessage): MailHogPart['Headers'] {
  const { id, envelope, origin, receivedAt } = message
  const nameOf = (name: string): string =>
    Object.keys(headers).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
  const [messageId, received, returnPath] = ['Message-ID', 'Received', 'Return-Path'].map(nameOf) as [
    string,
    string,
    string,
  ]
  const date = new Date(receivedAt).toUTCString().replace('GMT', '+0000')
  const by = `from ${origin.clientName} by fourport\r\n          id ${id}; ${date}`
  return {
    ...headers,
    [messageId]: headers[messageId] ?? [id],
    [received]: [...(headers[received] ?? []), by],
    [returnPath]: [...(headers[returnPath] ?? []), `<${envelope.mailFrom}>`],
  }
}

/** A message with MailHog's names. */
export function toMailHog(message: CapturedMessage, raw: Buffer): MailHogMessage {
  const { envelope } = message
  const coding = codingOf(raw)
  const source = withoutLastLineEnd(coding.read(raw))
  const content = toMimeTree(source, coding)
  return {
    ID: message.id,
    From: toPath(envelope.mailFrom),
    To: envelope.rcptTo.map(toPath),
    Content: { ...content, Headers: withTrace(content.Headers, message), MIME: null },
    Created: new Date(message.receivedAt).toISOString(),
    MIME: content.MIME,
    Raw: {
      From: envelope.mailFrom,
      To: envelope.rcptTo,
      Data: coding.show(source),
      Helo: message.origin.clientName,
    },
  }
}

export const mailHogView: View<null> = {
  name: 'MailHog message',
  make: (viewed) => jsonAnswer(toMailHog(viewed.message, viewed.raw), viewed),
}
