import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { TlsFacts } from '../model/tls-facts.ts'
import type { TlsContexts } from '../tls/contexts.ts'

/** The server's side of TLS. Whether a client's certificate is trusted is for the session to say. */
export function tlsSocketOn(
  below: Duplex,
  { secureContext, requestClientCertificate }: TlsContexts,
): TLSSocket {
  const requestCert = requestClientCertificate === true
  return new TLSSocket(below, { isServer: true, secureContext, requestCert, rejectUnauthorized: false })
}

/** What is known of a TLS session when its handshake has succeeded. */
export function tlsFactsOf(socket: TLSSocket, { requestClientCertificate }: TlsContexts): TlsFacts {
  // Node sets it for server sockets; the types leave it out.
  const { servername } = socket as TLSSocket & { servername?: string | false | null }
  return {
    version: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName,
    sni: typeof servername === 'string' && servername !== '' ? servername : null,
    alpn: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : null,
    resumed: socket.isSessionReused(),
    clientCertificate: requestClientCertificate === true ? clientCertificateOf(socket) : null,
  }
}

function clientCertificateOf(socket: TLSSocket): TlsFacts['clientCertificate'] {
  const certificate = socket.getPeerX509Certificate()
  if (certificate === undefined) return null
  return { subject: certificate.subject, sha256: certificate.fingerprint256 }
}
