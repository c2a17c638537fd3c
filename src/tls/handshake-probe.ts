import { duplexPair } from 'node:stream'
import { connect, type SecureContext, TLSSocket } from 'node:tls'
import type { TlsVersion } from '../model/tls-version.ts'

/**
 * Whether OpenSSL can really serve with a context: a handshake with itself, without a network, by a client that takes
 * anything. A context may be made of settings that no handshake survives. Rejects with OpenSSL's own error.
 */
export async function proveHandshake(secureContext: SecureContext, version: TlsVersion): Promise<void> {
  const [ours, theirs] = duplexPair()
  const server = new TLSSocket(ours as never, { isServer: true, secureContext })
  const client = connect({
    socket: theirs,
    minVersion: version,
    maxVersion: version,
    ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0',
    rejectUnauthorized: false,
    // There is no identity to look at where the suite has none.
    checkServerIdentity: () => undefined,
  })
  try {
    await new Promise<void>((resolve, reject) => {
      client.once('secureConnect', resolve)
      client.once('error', reject)
      server.once('_tlsError', reject)
      server.once('error', reject)
    })
  } finally {
    for (const socket of [client, server]) socket.on('error', () => {}).destroy()
  }
}
