import type { ClientHello } from '../../../src/model/tls-facts.ts'

/** The suites of rustls, which alone of what is recorded sends its extensions in another order each time. */
const rustls = /^(?:130[123]|c02[bcf]|c030|cca[89]|00ff|,)+$/

/** A ClientHello whose order of extensions means nothing is given one. */
export function neutralHello(hello: ClientHello): ClientHello {
  const { ja4ro } = hello
  const [head, ciphers, extensions = '', ...more] = ja4ro?.split('_') ?? []
  if (ciphers === undefined || !rustls.test(ciphers)) return hello
  return { ...hello, ja4ro: [head, ciphers, extensions.split(',').sort().join(), ...more].join('_') }
}

/** Record, handshake and version come before the 32 random octets (RFC 8446 §4.1.2). */
const beforeRandom = 2 * (5 + 4 + 2)

/** The first octets of a TLS connection, in hex. */
export function neutralHex(hex: string): string {
  return hex.slice(0, beforeRandom) + hex.slice(beforeRandom).replaceAll(/./g, '0')
}
