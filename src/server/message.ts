import { messageView } from '../base/message-view.ts'
import type { Message } from '../model/mailbox.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { ParsedMessage } from '../model/parsed-message.ts'

/** A captured message as tests see it. */
export function toMessage(
  captured: CapturedMessage,
  parse: (message: CapturedMessage) => Promise<ParsedMessage>,
): Message {
  const { id, seq, sizeBytes, receivedAt, envelope, profile, listener, port } = captured
  const { sessionId, tls, auth, remote, clientName, faults } = captured
  const facts = { id, seq, sizeBytes, receivedAt: new Date(receivedAt), envelope, profile, listener, port }
  return messageView(
    { ...facts, sessionId, tls, auth, remote, clientName, faults },
    { raw: async () => Buffer.from(captured.raw), parse: () => parse(captured) },
  )
}
