import { createServer, connect, createSecureContext, type TLSSocket } from 'node:tls'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { systemCode } from '../../src/base/errors.ts'
import { alertFromErrorCode, alertName, plainAlert } from '../../src/protocol/tls-records/tls-alerts.ts'

describe('alertFromErrorCode', () => {
  it.each([
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 48, 'unknown_ca'],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 42, 'bad_certificate'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED', 45, 'certificate_expired'],
    ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 46, 'certificate_unknown'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 70, 'protocol_version'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 40, 'handshake_failure'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 80, 'internal_error'],
    ['ERR_SSL_TLSV1_ALERT_USER_CANCELLED', 90, 'user_canceled'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 112, 'unrecognized_name'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116, 'certificate_required'],
  ])('%s', (code, number, name) => {
    expect(alertFromErrorCode(code)).toEqual({ number, name })
  })

  it.each([
    '',
    'ECONNRESET',
    'ERR_SSL_NO_SHARED_CIPHER',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_TLSV1_ALERT_X',
  ])('%j is no alert', (code) => {
    expect(alertFromErrorCode(code)).toBeNull()
  })

  it('knows the code this Node gives for an alert off the wire', async () => {
    const server = createServer({ maxVersion: 'TLSv1.2' }).listen(0, '127.0.0.1')
    server.on('tlsClientError', () => {})
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client: TLSSocket = connect({
      port,
      host: '127.0.0.1',
      secureContext: createSecureContext({ minVersion: 'TLSv1.3' }),
    })
    const [error] = await once(client, 'error').catch((thrown: unknown) => [thrown])
    server.close()
    expect(alertFromErrorCode(systemCode(error))).toEqual({ number: 70, name: 'protocol_version' })
  })
})

describe('plainAlert', () => {
  it('reads a fatal alert in clear, and leaves what follows it alone', () => {
    expect(plainAlert(Buffer.from('15030100020246', 'hex'))).toEqual({ number: 70, name: 'protocol_version' })
    expect(plainAlert(Buffer.from('1503030002023015', 'hex'))).toEqual({ number: 48, name: 'unknown_ca' })
    expect(plainAlert(Buffer.from('15030300020100', 'hex'))).toEqual({ number: 0, name: 'close_notify' })
  })

  it.each([
    '',
    '15',
    '150303000202',
    '16030100020246',
    '15030300130230',
    '15030300020330',
    '15050300020230',
    '15030900020230',
  ])('%j is none', (hex) => {
    expect(plainAlert(Buffer.from(hex, 'hex'))).toBeNull()
  })
})

describe('alertName', () => {
  it('names a number RFC 8446 does not', () => {
    expect(alertName(48)).toBe('unknown_ca')
    expect(alertName(7)).toBe('alert_7')
  })
})
