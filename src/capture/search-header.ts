import type { MailAddress } from '../model/parsed-message.ts'
import type { HeaderDecoder } from './header-decoder.ts'
import { splitHeader } from './header-fields.ts'
import { addressesIn, firstValue, messageIdIn } from './headers.ts'

/** What a search looks at in a header: names and addresses, each as one text. */
export interface SearchedHeader {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  /** Decoded; '' where there is none. */
  readonly subject: string
  /** Without its angle brackets; '' where there is none. */
  readonly messageId: string
}

export function readSearchedHeader(raw: Buffer, decoder: HeaderDecoder): SearchedHeader {
  const fields = splitHeader(raw)
  const named = (name: string): string[] => textsOf(addressesIn(fields, name, decoder))
  return {
    from: named('from'),
    to: named('to'),
    cc: named('cc'),
    bcc: named('bcc'),
    subject: decoder.text(firstValue(fields, 'subject')),
    messageId: messageIdIn(decoder.text(firstValue(fields, 'message-id'))) ?? '',
  }
}

function textsOf(addresses: readonly MailAddress[]): string[] {
  return addresses.flatMap(({ name, address }) => (name === '' ? [address] : [address, name]))
}
