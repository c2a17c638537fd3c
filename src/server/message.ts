import { messageView } from '../base/message-view.ts'
import { there } from '../capture/message-reader.ts'
import type { Message } from '../model/mailbox.ts'
import { type CapturedMessage, factNames } from '../model/message.ts'
import type { MailSource } from '../store/near-misses.ts'

/** A captured message as tests see it. */
export function toMessage(
  captured: CapturedMessage,
  { store, reader }: Pick<MailSource, 'store' | 'reader'>,
): Message {
  const { id, seq, sizeBytes, envelope, origin, faults } = captured
  const receivedAt = new Date(captured.receivedAt)
  return messageView({ id, seq, sizeBytes, receivedAt, envelope, ...origin, faults }, factNames, {
    raw: async () => there(await store.bytes(id), captured),
    parse: () => reader.parse(captured),
  })
}
