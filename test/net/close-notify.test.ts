import { describe, expect, it } from 'vitest'
import type { TlsFacts } from '../../src/model/tls-facts.ts'
import { sentCloseNotify } from '../../src/net/close-notify.ts'

const facts = (version: string, cipher: string): TlsFacts => ({ version, cipher }) as TlsFacts
const tls13 = facts('TLSv1.3', 'TLS_AES_256_GCM_SHA384')

/** What came from the ClientHello to the end of the handshake, and after it, as measured on the wire. */
const came = (handshake: number, after: number) => ({
  atStart: 500,
  atSecure: 500 + handshake,
  atEnd: 500 + handshake + after,
})

describe('a close_notify is found by how much came', () => {
  it.each([
    ['OpenSSL, together with Finished', 104, 0],
    ['OpenSSL, after it', 80, 24],
    ['OpenSSL, after a HelloRetryRequest', 420, 24],
    ['Java, together with Finished', 176, 0],
    ['Java, after it', 96, 80],
  ])('in TLS 1.3: %s', (_, handshake, after) => {
    expect(sentCloseNotify(tls13, came(handshake, after))).toBe(true)
  })

  it.each([
    ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 57],
    ['TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', 85],
    ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 31],
    ['TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 23],
  ])('in TLS 1.2 with %s', (cipher, after) => {
    expect(sentCloseNotify(facts('TLSv1.2', cipher), came(124, after))).toBe(true)
  })

  it('none came where TCP alone was closed', () => {
    expect(sentCloseNotify(tls13, came(80, 0))).toBe(false)
    expect(sentCloseNotify(facts('TLSv1.2', 'TLS_RSA_WITH_AES_128_CBC_SHA'), came(124, 0))).toBe(false)
  })

  it('after a HelloRetryRequest one that comes together with Finished is not seen', () => {
    expect(sentCloseNotify(tls13, came(444, 0))).toBe(false)
  })
})
