import { headerDecoder } from '../../capture/header-decoder.ts'
import { type RawField, splitHeader } from '../../capture/header-fields.ts'
import { addressesIn } from '../../capture/headers.ts'
import type { Envelope } from '../../model/message.ts'

/** Fields that name who got a message, the surest first. */
const deliveredTo = ['delivered-to', 'x-original-to', 'envelope-to']
const addressed = ['to', 'cc', 'bcc']
/** As many as a message may have by default. */
const mostRecipients = 1_000
/** Of a line (RFC 5322 §2.1.1): no address of SMTP is longer. */
const longestAddress = 998

/** The envelope of a message that was kept without one: whom its header names. */
export function headerEnvelope(raw: Buffer): Pick<Envelope, 'mailFrom' | 'rcptTo'> {
  const fields = splitHeader(raw)
  const addresses = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => addressesIn(fields, name, headerDecoder).map(({ address }) => address))
  const delivered = addresses(deliveredTo).filter(isAddress)
  const rcptTo = delivered.length > 0 ? delivered : addresses(addressed).filter(isAddress)
  return {
    mailFrom: returnPath(fields) ?? addresses(['from']).find(isAddress) ?? '',
    rcptTo: [...new Set(rcptTo)].slice(0, mostRecipients),
  }
}

/** '' is that of a bounce (RFC 5321 §4.5.5); undefined: there is none. */
function returnPath(fields: readonly RawField[]): string | undefined {
  const value = fields.find(({ name }) => name.toLowerCase() === 'return-path')?.value
  return value === undefined ? undefined : /^\s*<([^<>\s]*)>/.exec(value)?.[1]
}

function isAddress(address: string): boolean {
  return address !== '' && address.length <= longestAddress && !/[\s\p{Cc}]/u.test(address)
}
