import type { ClientHello } from '../../model/tls-facts.ts'
import type { StackName } from './measured-stack.ts'

/**
 * Records of versions before JA4 hold the number of cipher suites and a hash of their list. The number is of the
 * versions of one day; it is read for those records alone.
 */
const byCount: ReadonlyMap<number, StackName> = new Map([
  [19, 'go'],
  [29, 'gnutls'],
  [30, 'openssl'],
  [31, 'java'],
  [52, 'node'],
  [56, 'postfix'],
  [59, 'node'],
  [68, 'php'],
  [75, 'php'],
])

/** Lists as long as another's: OpenSSL 3.0 has as many as Java, libtls, as OpenSMTPD uses it, as many as PHP. */
const byHash: ReadonlyMap<string, StackName> = new Map([
  ['3e6e24a69820', 'openssl'],
  ['d4cf32a3f354', 'openssl-program'],
])

export function stackBeforeJa4({ cipherCount = 0, cipherHash = '' }: ClientHello): StackName | null {
  return byHash.get(cipherHash) ?? byCount.get(cipherCount) ?? null
}
