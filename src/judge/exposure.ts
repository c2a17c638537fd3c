import type { Facts } from '../diagnosis/facts.ts'
import type { Exposure, VerifyExposed } from '../model/verify.ts'

/** Worst first. */
const order: readonly Exposure[] = ['clear', 'unproven-server', 'no']

/** Suites that encrypt nothing (RFC 9325 §4.1), and those by which no server proves its name. */
const nullSuite = /(?:^|[_-])NULL(?:[_-]|$)/
const anonymousSuite = /(?:^|[_-])(?:anon|ADH|AECDH)(?:[_-]|$)/

/**
 * What of one connection an eavesdropper, or an attacker in the server's place, has got to see.
 *
 * @param proves - Whether the certificate of this server, where there is one, proves its name
 */
export function exposureOf(facts: Facts, proves: boolean): VerifyExposed {
  const underTls = exposureUnderTls(facts, proves)
  const passwords = [
    ...facts.auths.filter(({ credentialsSent }) => credentialsSent).map(({ secure }) => secure),
    ...(facts.lateLines > 0 || spokeTooSoon(facts) || facts.record.passwordUnencrypted === true
      ? [false]
      : []),
  ]
  const messages = facts.contents.filter(({ data }) => data.sizeBytes > 0)
  const envelopes = facts.exchanges.filter(
    ({ command }) => command.verb === 'MAIL' || command.verb === 'RCPT',
  )
  const worst = (secure: readonly boolean[]): Exposure =>
    worstOf(secure.map((one) => (one ? underTls : 'clear')))
  return {
    password: worst(passwords),
    message: worst(messages.map(({ mail }) => mail?.command.secure ?? facts.established !== null)),
    envelope: worst(envelopes.map(({ command }) => command.secure)),
  }
}

export function worstOf(exposures: readonly Exposure[]): Exposure {
  return order.find((one) => exposures.includes(one)) ?? 'no'
}

/** A login before TLS could begin, in the first bytes or after STARTTLS in the same segment. */
function spokeTooSoon({ firstBytes, discarded }: Facts): boolean {
  return firstBytes?.credentialsSent === true || discarded?.credentialsSent === true
}

function exposureUnderTls({ record }: Facts, proves: boolean): Exposure {
  const cipher = record.tls?.cipher ?? ''
  if (nullSuite.test(cipher)) return 'clear'
  return proves && !anonymousSuite.test(cipher) ? 'no' : 'unproven-server'
}
