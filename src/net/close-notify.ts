import type { TlsFacts } from '../model/tls-facts.ts'

/** CCM_8 and ChaCha20 have no more around an alert in TLS 1.2 than its header, two octets and a tag; GCM also sends a nonce. */
const alertBytes = [23, 24, 31]

/** What a client sends after its ClientHello to complete a handshake of TLS 1.3: the record of Finished, with or without a change_cipher_spec before it. */
const finishedBytes = { SHA256: [58, 64], SHA384: [74, 80] } as const
/** The record of an alert in TLS 1.3. */
const alertBytesInTls13 = 24

/** What had come on the network when something happened. */
export interface ReadBytes {
  readonly atStart: number
  readonly atSecure: number
  readonly atEnd: number
}

/**
 * Whether a client that completed the handshake, sent nothing under TLS and ended its side took leave by close_notify
 * (RFC 8446 §6.1). Node has no event for it, so it is found by how much came: one alert more than the handshake takes. In TLS
 * 1.3 that may come together with Finished.
 */
export function sentCloseNotify(
  { version, cipher }: TlsFacts,
  { atStart, atSecure, atEnd }: ReadBytes,
): boolean {
  const after = atEnd - atSecure
  if (version !== 'TLSv1.3') return alertBytes.includes(after)
  if (after === alertBytesInTls13) return true
  const finished: readonly number[] = finishedBytes[cipher.endsWith('SHA384') ? 'SHA384' : 'SHA256']
  return finished.includes(atEnd - atStart - alertBytesInTls13)
}
