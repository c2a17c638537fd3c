import { messageView } from '../base/message-view.ts'
import { there } from '../capture/message-reader.ts'
import type { Message } from '../model/mailbox.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { MailSource } from '../store/near-misses.ts'

/** A captured message as tests see it. */
export function toMessage(captured: CapturedMessage, { store, reader }: MailSource): Message {
  const { id, seq, sizeBytes, receivedAt, envelope, profile, listener, port } = captured
  const { sessionId, tls, auth, remote, clientName, faults } = captured
  const facts = { id, seq, sizeBytes, receivedAt: new Date(receivedAt), envelope, profile, listener, port }
  return messageView(
    { ...facts, sessionId, tls, auth, remote, clientName, faults },
    { raw: async () => there(await store.bytes(id), captured), parse: () => reader.parse(captured) },
  )
}
