import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { connect, TLSSocket, type SecureVersion } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../src/base/passed-in.ts'
import { createTlsContexts, type TlsContextOptions } from '../../src/tls/contexts.ts'
import { flawedCertificate } from '../support/flawed-certificate.ts'

async function contexts(range: Pick<TlsContextOptions, 'minVersion' | 'maxVersion'>) {
  const { certificate, key } = await flawedCertificate('unknown-ca', systemClock)
  return createTlsContexts({ certificate, key, caFile: null, ...range })
}

/** The version agreed on with a client that offers one version alone, or the error it gets. */
async function agreed(
  range: Pick<TlsContextOptions, 'minVersion' | 'maxVersion'>,
  version: SecureVersion,
): Promise<string> {
  const { secureContext } = await contexts(range)
  // As the listeners do it: an accepted socket, then TLS over it.
  const tcp = createServer((socket) => {
    const tls = new TLSSocket(socket, { isServer: true, secureContext })
    tls.on('error', () => socket.destroy())
    tls.on('secure', () => tls.end())
  })
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  onTestFinished(() => void tcp.close())
  const client = connect({
    port: (tcp.address() as AddressInfo).port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT:@SECLEVEL=0',
  })
  return new Promise((resolve) => {
    client.on('secureConnect', () => {
      resolve(client.getProtocol() ?? '')
      client.destroy()
    })
    client.on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
  })
}

describe('createTlsContexts', () => {
  it('takes TLS 1.2 and 1.3 unless told otherwise, and refuses older ones with protocol_version', async () => {
    expect(await agreed({}, 'TLSv1.3')).toBe('TLSv1.3')
    expect(await agreed({}, 'TLSv1.2')).toBe('TLSv1.2')
    expect(await agreed({}, 'TLSv1.1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
  })

  it('takes the range it is given', async () => {
    expect(await agreed({ maxVersion: 'TLSv1.2' }, 'TLSv1.3')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
    expect(await agreed({ minVersion: 'TLSv1.3' }, 'TLSv1.2')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')
    expect(await agreed({ minVersion: 'TLSv1' }, 'TLSv1')).toBe('TLSv1')
    expect(await agreed({ minVersion: 'TLSv1' }, 'TLSv1.3')).toBe('TLSv1.3')
  })

  it('refuses a range with nothing in it', async () => {
    await expect(contexts({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.2' })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
      message: expect.stringContaining('between TLSv1.3 and TLSv1.2'),
    })
  })
})
