import { Pieces } from '../../src/base/pieces.ts'
import type { CapturedMessage, NewMessage } from '../../src/model/message.ts'
import type { Store } from '../../src/store/store.ts'

export interface MessageParts {
  readonly id?: string
  readonly to?: readonly string[]
  readonly from?: string
  readonly raw?: string | Buffer
  readonly subject?: string
  readonly text?: string
  readonly user?: string
  readonly profile?: NewMessage['profile']
  readonly tls?: boolean
  readonly receivedAt?: number
}

let count = 0

/** A message as the SMTP side would hand it on. */
export function newMessage(parts: MessageParts = {}): NewMessage {
  const { to = ['a@b.test'], from = 'sender@b.test', profile = 'relay' } = parts
  const raw =
    parts.raw ??
    `From: Sender <${from}>\r\nTo: ${to[0] ?? ''}\r\nSubject: ${parts.subject ?? 'Hello'}\r\n\r\n${parts.text ?? 'Hello there'}\r\n`
  return {
    id: parts.id ?? `m-test-${++count}`,
    receivedAt: parts.receivedAt ?? 1_000,
    content: new Pieces([Buffer.from(raw)]),
    envelope: { mailFrom: from, rcptTo: to, mailParameters: {}, rcptParameters: {} },
    listener: profile,
    profile,
    port: 25,
    sessionId: 's-test-0001',
    tls: parts.tls
      ? { version: 'TLSv1.3', cipher: 'X', sni: null, alpn: null, resumed: false, clientCertificate: null }
      : null,
    auth: parts.user === undefined ? null : { user: parts.user, mechanism: 'PLAIN' },
    remote: { host: '127.0.0.1', port: 40_000 },
    clientName: 'client.test',
    faults: { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false },
  }
}

/** The same, as if it were in a store. */
export function capturedMessage(parts: MessageParts = {}): CapturedMessage {
  const { content, ...facts } = newMessage(parts)
  return { ...facts, raw: content.lasting(), seq: 1, sizeBytes: content.sizeBytes }
}

/** Puts a message into a store and answers it as a reader gets it. */
export function put(store: Store, parts: MessageParts = {}): CapturedMessage {
  return store.getMessage(store.addMessage(newMessage(parts))) as CapturedMessage
}
