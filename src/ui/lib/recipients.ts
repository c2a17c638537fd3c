import type { ApiMessage } from '../../model/api.ts'
import type { MailAddress } from '../../model/parsed-message.ts'

/** What the header says of a recipient of the envelope. */
export type Naming = 'to-or-cc' | 'bcc' | 'nowhere'

/** Which field of the header names an address; To and Cc go first, since everybody is meant to read those. */
export function namingOf({ header }: ApiMessage): (address: string) => Naming {
  const lower = (list: ApiMessage['header']['to']): ReadonlySet<string> =>
    new Set(list.map(({ address }) => address.toLowerCase()))
  const [open, blind] = [lower([...header.to, ...header.cc]), lower(header.bcc)]
  return (address) => {
    const wanted = address.toLowerCase()
    return open.has(wanted) ? 'to-or-cc' : blind.has(wanted) ? 'bcc' : 'nowhere'
  }
}

/** Whether a mailbox of the header is in the envelope: who is not there gets no copy, whatever the header says. */
export function receivedBy({ envelope }: ApiMessage): (mailbox: MailAddress) => boolean {
  const recipients = new Set(envelope.rcptTo.map((address) => address.toLowerCase()))
  return ({ address }) => recipients.has(address.toLowerCase())
}
