import type { SessionRecord } from '../model/session-record.ts'

/** Whether two sessions are of one program: the record never proves it, but host, greeting and TLS can tell them apart. */

/** The first EHLO or HELO as it was written, its verb in the case it had; null: there was none. */
export function greetingOf({ entries }: SessionRecord): string | null {
  for (const entry of entries) {
    if (entry.kind === 'command' && (entry.verb === 'EHLO' || entry.verb === 'HELO'))
      return entry.line.trimEnd()
  }
  return null
}

/**
 * What tells a TLS library from another, whatever host it connects to: the hashes of JA4, without its first part, which
 * counts the server name. null: no ClientHello.
 */
export function tlsFingerprintOf({ clientHello }: SessionRecord): string | null {
  if (!clientHello) return null
  const { ja4, cipherCount, cipherHash } = clientHello
  return ja4?.slice(ja4.indexOf('_')) ?? `${cipherCount} ${cipherHash}`
}

/** Whether both spoke TLS, by the same library in the same setting. */
export function isSameTls(one: SessionRecord, other: SessionRecord): boolean {
  // One object for all that say the same, as long as it is remembered.
  if (one.clientHello !== null && one.clientHello === other.clientHello) return true
  const fingerprint = tlsFingerprintOf(one)
  return fingerprint !== null && fingerprint === tlsFingerprintOf(other)
}

/** Whether two sessions of a port look alike in all that a client says of itself. */
export function isSameClient(one: SessionRecord, other: SessionRecord): boolean {
  return (
    one.remote.host === other.remote.host &&
    one.port.name === other.port.name &&
    one.clientName === other.clientName &&
    tlsFingerprintOf(one) === tlsFingerprintOf(other)
  )
}

/** Whether both may be of one program, on whatever port: from one host, and by one name or one TLS library. What says nothing of itself is like nobody. */
export function isSameProgram(one: SessionRecord, other: SessionRecord): boolean {
  if (one.remote.host !== other.remote.host) return false
  return (one.clientName !== null && one.clientName === other.clientName) || isSameTls(one, other)
}
