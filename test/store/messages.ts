import { BufferList } from '../../src/base/buffer-list.ts'
import { createMessageParser, type MessageParser } from '../../src/capture/create-parser.ts'
import type { ParserLimits } from '../../src/capture/reading-limits.ts'
import type { Threads } from '../../src/base/thread-work.ts'
import type { MessageReader } from '../../src/capture/message-reader.ts'
import type { CapturedMessage, MessageOrigin, NewMessage } from '../../src/model/message.ts'
import { readHeader } from '../../src/protocol/input/header-facts.ts'
import type { MailSource } from '../../src/store/near-misses.ts'
import type { Store } from '../../src/store/store.ts'
import { WaitIndex } from '../../src/store/wait-index.ts'

export interface MessageParts {
  readonly id?: string
  readonly to?: readonly string[]
  readonly from?: string
  readonly raw?: string | Buffer
  readonly subject?: string
  readonly text?: string
  readonly user?: string
  readonly profile?: MessageOrigin['profile']
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
  const content = new BufferList([Buffer.from(raw)])
  return {
    id: parts.id ?? `m-test-${++count}`,
    receivedAt: parts.receivedAt ?? 1_000,
    content,
    envelope: { mailFrom: from, rcptTo: to, mailParameters: {}, rcptParameters: {} },
    origin: {
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
    },
    faults: { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false },
    subject: readHeader(content.joined(), content.sizeBytes).subject,
  }
}

/** The same, as if it were in a store, with the bytes that the store would have. */
export function capturedMessage(parts: MessageParts = {}): CapturedMessage & { readonly raw: Buffer } {
  const { content, ...facts } = newMessage(parts)
  return { ...facts, raw: Buffer.concat(content.parts), seq: 1, sizeBytes: content.sizeBytes }
}

/** Reads messages that carry their bytes with them. */
export function readerOf(
  limits: ParserLimits = {},
  threads: Threads | null = null,
): MessageReader & Pick<MessageParser, 'forget'> {
  const parser = createMessageParser(limits, threads)
  const bytesOf = (message: { readonly id: string }) => (message as { readonly raw?: Buffer }).raw
  return { ...parser.reader({ bytesOf, areLent: true }), forget: parser.forget }
}

/** A store and a reader of its messages. */
export function mailIn(store: Store): MailSource {
  const bytesOf = ({ id }: { readonly id: string }) => store.bytes(id)
  const reader = createMessageParser().reader({ bytesOf, areLent: false })
  return { store, reader, waits: new WaitIndex(store.feed) }
}

/** Puts a message into a store and answers it as a reader gets it. */
export async function put(store: Store, parts: MessageParts = {}): Promise<CapturedMessage> {
  const added = await store.addMessage(newMessage(parts))
  if ('refused' in added) throw added.refused
  return added.kept
}
