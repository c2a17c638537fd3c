import { addressesIn, readHeader } from '../capture/headers.ts'
import { headerDecoder } from '../capture/header-decoder.ts'

/** The envelope a message of its own accord asks for: sender from From, recipients from To, Cc and Bcc, each once. */
export function envelopeFromHeader(raw: Buffer): { mailFrom: string; rcptTo: string[] } {
  const header = readHeader(raw, headerDecoder)
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(header.raw, name, headerDecoder))
  return {
    mailFrom: header.from[0]?.address ?? '',
    rcptTo: [...new Set(recipients.map(({ address }) => address).filter((address) => address !== ''))],
  }
}
