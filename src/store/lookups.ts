import { withoutSubaddress } from '../base/subaddress.ts'
import type { MessageQuery } from '../model/query.ts'

/** One entry of one index: messages to that address or by that user, in lower case. */
export interface Lookup {
  readonly by: 'recipient' | 'user'
  readonly key: string
}

/** Index entries whose messages, together, are all that can match a query; null: any message may. */
export function lookupsOf({ to, mailbox, user, anyOf }: MessageQuery): readonly Lookup[] | null {
  if (typeof to === 'string') return [{ by: 'recipient', key: to.toLowerCase() }]
  // Messages stand in the index by the mailboxes of their recipients too.
  if (mailbox !== undefined) return [{ by: 'recipient', key: mailbox.toLowerCase() }]
  if (typeof user === 'string') return [{ by: 'user', key: user.toLowerCase() }]
  if (anyOf === undefined) return null
  const each = anyOf.map(lookupsOf)
  return each.every((lookups) => lookups !== null) ? each.flat() : null
}

/** Where a message stands in the index of recipients, whatever the case: a tagged address by its mailbox as well. */
export function recipientKeys(recipients: readonly string[]): readonly string[] {
  return recipients.some((address) => address.includes('+'))
    ? [...recipients, ...recipients.map(withoutSubaddress)]
    : recipients
}
