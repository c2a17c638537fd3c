import { messageView } from '../base/message-view.ts'
import { pick } from '../base/pick.ts'
import { there } from '../capture/message-reader.ts'
import type { Message } from '../model/mailbox.ts'
import { type CapturedMessage, factNames } from '../model/message.ts'
import type { MailSource } from '../store/near-misses.ts'

/** A captured message as tests see it. */
export function toMessage(captured: CapturedMessage, { store, reader }: MailSource): Message {
  return messageView({ ...pick(captured, factNames), receivedAt: new Date(captured.receivedAt) }, factNames, {
    raw: async () => there(await store.bytes(captured.id), captured),
    parse: () => reader.parse(captured),
  })
}
