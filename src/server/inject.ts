import type { Clock, Ids } from '../base/passed-in.ts'
import { FourportError } from '../base/errors.ts'
import { BufferList } from '../base/buffer-list.ts'
import { type CapturedMessage, withoutSession } from '../model/message.ts'
import { maxHeaderBytes, readHeader } from '../protocol/input/header-facts.ts'
import { lineFaults } from '../protocol/input/line-faults.ts'
import type { Store } from '../store/store.ts'

export interface InjectedMessage {
  readonly raw: Buffer
  readonly mailFrom: string
  readonly rcptTo: readonly string[]
}

/**
 * Takes a message as if it had been submitted: no session stands behind it, so it has no port, TLS or user.
 * The function returned rejects with MESSAGE_TOO_LARGE past SIZE, as DATA would be refused, and STORE_FULL.
 */
export function createInject(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly sizeLimitBytes: number
}): (message: InjectedMessage) => Promise<CapturedMessage> {
  return async ({ raw, mailFrom, rcptTo }) => {
    if (raw.length > parts.sizeLimitBytes) {
      throw new FourportError(
        'MESSAGE_TOO_LARGE',
        `The message has ${raw.length} bytes; this server takes ${parts.sizeLimitBytes} (SIZE, RFC 1870).`,
      )
    }
    const content = new BufferList([raw])
    const added = await parts.store.addMessage({
      id: parts.ids.next('m'),
      receivedAt: parts.clock.now(),
      content,
      envelope: { mailFrom, rcptTo, mailParameters: {}, rcptParameters: {} },
      origin: withoutSession,
      faults: lineFaults(content),
      subject: readHeader(content.head(maxHeaderBytes), content.sizeBytes).subject,
    })
    if ('refused' in added) throw added.refused
    return added.kept
  }
}
