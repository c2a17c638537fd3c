import type { TlsFacts } from '../model/tls-facts.ts'

/**
 * What an alert takes at most in TLS 1.2: with CBC and SHA-384 its header, an IV, and the two octets, their MAC and their padding in
 * whole blocks, or the octets and their padding with the MAC after them (RFC 7366).
 */
const largestAlertBytes = 5 + 16 + 64

/** What a client sends after its ClientHello to complete a handshake of TLS 1.3: the record of Finished, with or without a change_cipher_spec before it. */
const finishedBytes = { SHA256: [58, 64], SHA384: [74, 80] } as const
/** The record of an alert in TLS 1.3. */
const alertBytesInTls13 = 24
/** Java pads each record by this, and ends with user_canceled and close_notify. */
const javasPadding = 16
const javasAlertBytes = 2 * (alertBytesInTls13 + javasPadding)

/** What had come on the network when something happened. */
export interface ReadBytes {
  readonly atStart: number
  readonly atSecure: number
  readonly atEnd: number
}

/**
 * Whether a client that completed the handshake, sent nothing under TLS and ended its side took leave by close_notify
 * (RFC 8446 §6.1). Node has no event for it, so it is found by how much came: one alert more than the handshake takes. In TLS
 * 1.3 that may come together with Finished. There it is not seen where both come at once after a HelloRetryRequest, or after a
 * certificate of the client's: how much those take is not known, and every connection would pay for reading its records.
 */
export function sentCloseNotify(
  { version, cipher }: TlsFacts,
  { atStart, atSecure, atEnd }: ReadBytes,
): boolean {
  const after = atEnd - atSecure
  // Nothing else comes after the handshake but data, and data is a word. Any other alert is an error of the connection.
  if (after > 0) return after <= (version === 'TLSv1.3' ? javasAlertBytes : largestAlertBytes)
  if (version !== 'TLSv1.3') return false
  const finished: readonly number[] = finishedBytes[cipher.endsWith('SHA384') ? 'SHA384' : 'SHA256']
  const together = atEnd - atStart
  return (
    finished.includes(together - alertBytesInTls13) ||
    finished.includes(together - javasPadding - javasAlertBytes)
  )
}
