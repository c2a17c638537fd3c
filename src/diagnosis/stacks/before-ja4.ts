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
])

/** As many as PHP's, in another order: libtls, as OpenSMTPD uses it. */
const libtls = 'd4cf32a3f354'

export function stackBeforeJa4({ cipherCount = 0, cipherHash }: ClientHello): StackName | null {
  return cipherHash === libtls ? null : (byCount.get(cipherCount) ?? null)
}
