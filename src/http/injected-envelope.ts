import { addressesIn, readHeader } from '../capture/headers.ts'
import { loadHeaderDecoder } from '../capture/header-decoder.ts'

/** The envelope a message of its own accord asks for: sender from From, recipients from To, Cc and Bcc, each once. */
export async function envelopeFromHeader(raw: Buffer): Promise<{ mailFrom: string; rcptTo: string[] }> {
  const decoder = await loadHeaderDecoder()
  const header = readHeader(raw, decoder)
  const recipients = ['to', 'cc', 'bcc'].flatMap((name) => addressesIn(header.raw, name, decoder))
  return {
    mailFrom: header.from[0]?.address ?? '',
    rcptTo: [...new Set(recipients.map(({ address }) => address).filter((address) => address !== ''))],
  }
}
