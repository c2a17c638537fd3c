import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { signatureHashOf } from '../tls/signature-hash.ts'

/** The types of binding by the names that IANA has for them, each of our side of a connection whose handshake is over. */
const types: ReadonlyMap<string, (socket: TLSSocket) => Buffer | null> = new Map([
  ['tls-exporter', exported],
  ['tls-unique', firstFinished],
  ['tls-server-end-point', certificateHash],
])

/** What binds to this channel and no other; null: it has nothing of that type, as where it is not encrypted. */
export function channelBindingOf(socket: Socket, type: string): Buffer | null {
  return socket instanceof TLSSocket ? (types.get(type)?.(socket) ?? null) : null
}

/** RFC 9266 §2. Below TLS 1.3 it is defined only with an extension of which Node does not say whether it was agreed on, and without renegotiation (RFC 9266 §4.2). */
function exported(socket: TLSSocket): Buffer | null {
  if (socket.getProtocol() !== 'TLSv1.3') return null
  return socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0))
}

/** RFC 5929 §3.1: the Finished that came first, the client's, and where a session was resumed ours. TLS 1.3 has none (RFC 8446 appendix C.5). */
function firstFinished(socket: TLSSocket): Buffer | null {
  if (socket.getProtocol() === 'TLSv1.3') return null
  return (socket.isSessionReused() ? socket.getFinished() : socket.getPeerFinished()) ?? null
}

/** RFC 5929 §4.1: the certificate, by the hash of its signature, and by SHA-256 where that is MD5 or SHA-1. */
function certificateHash(socket: TLSSocket): Buffer | null {
  const der = socket.getX509Certificate()?.raw
  const hash = der === undefined ? null : signatureHashOf(der)
  if (der === undefined || hash === null) return null
  return createHash(hash === 'md5' || hash === 'sha1' ? 'sha256' : hash)
    .update(der)
    .digest()
}
