import type { CapturedMessage } from '../../../model/message.ts'
import type { Letter, ParsedMessage } from '../../../model/parsed-message.ts'
import { readBytes } from '../../read-message.ts'
import type { MailpitParts } from './mailpit-parts.ts'

/** All that Mailpit's answers are made of; for a list header and text are enough. */
export interface WholeMessage<Parsed extends Letter = ParsedMessage> {
  readonly message: CapturedMessage
  readonly raw: Buffer
  readonly parsed: Parsed
  readonly tags: readonly string[]
}

/** @param bytes - Where they have been read already @throws FourportError MESSAGE_GONE */
export async function readWhole(
  { context, labels }: Pick<MailpitParts, 'context' | 'labels'>,
  message: CapturedMessage,
  bytes?: Buffer,
): Promise<WholeMessage> {
  const raw = bytes ?? (await readBytes(context, message))
  const [parsed, tags] = await Promise.all([context.reader.parse(message, raw), labels.tagsOf(message, raw)])
  return { message, raw, parsed, tags }
}
