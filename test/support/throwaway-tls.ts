import { createSecureContext } from 'node:tls'
import { generate } from 'selfsigned'
import type { TlsContexts } from '../../src/tls/contexts.ts'

export interface ThrowawayTls extends TlsContexts {
  readonly certificatePem: string
  readonly keyPem: string
}

let made: Promise<ThrowawayTls> | undefined

/** A self-signed certificate for localhost that lives as long as the test run: enough where trust is not the subject. */
export function throwawayTls(): Promise<ThrowawayTls> {
  made ??= make()
  return made
}

async function make(): Promise<ThrowawayTls> {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return {
    certificatePem: pair.cert,
    keyPem: pair.private,
    secureContext: createSecureContext({ cert: pair.cert, key: pair.private, minVersion: 'TLSv1.2' }),
    leaf: {
      names: ['localhost', '127.0.0.1'],
      notBefore: new Date(0).toISOString(),
      notAfter: new Date(2 ** 41).toISOString(),
      selfSigned: true,
      ownCa: false,
      caFile: null,
    },
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.3',
  }
}
