import { FourportError } from '../base/errors.ts'
import type { NewMessage } from '../model/message.ts'
import type { StoreLimits } from './store.ts'

/** Why a message is refused that is larger than the whole store, or that comes to one that may hold none. */
export function storeFull(
  { id, content: { sizeBytes } }: NewMessage,
  costBytes: number,
  limits: StoreLimits,
): FourportError {
  return new FourportError(
    'STORE_FULL',
    limits.maxMessages < 1
      ? `The message ${id} was not kept: the store is limited to ${limits.maxMessages} messages.`
      : `The message ${id} of ${sizeBytes} bytes takes ${costBytes} with its envelope, ` +
          `more than the whole store may hold (${limits.maxMessageBytes} bytes).`,
  )
}

/** Why a message is refused for which there is no room on the disk. */
export function diskFull({ id, content: { sizeBytes } }: NewMessage): FourportError {
  return new FourportError(
    'STORE_FULL',
    `The message ${id} of ${sizeBytes} bytes was not kept: the disk of the store is full.`,
    { help: 'Free space on that disk, or delete messages.' },
  )
}
