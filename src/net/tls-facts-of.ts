import type { TLSSocket } from 'node:tls'
import type { TlsFacts } from '../model/tls-facts.ts'

/** What is known of a TLS session when its handshake has succeeded. */
export function tlsFactsOf(socket: TLSSocket, asksForCertificate: boolean): TlsFacts {
  // Node sets it for server sockets; the types leave it out.
  const { servername } = socket as TLSSocket & { servername?: string | false | null }
  return {
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    sni: typeof servername === 'string' && servername !== '' ? servername : null,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    resumed: socket.isSessionReused(),
    clientCertificate: asksForCertificate ? clientCertificateOf(socket) : null,
  }
}

function clientCertificateOf(socket: TLSSocket): TlsFacts['clientCertificate'] {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return null
  return { subject: certificate.subject, sha256: certificate.fingerprint256 }
}
