import { hostname } from 'node:os'
import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import { FourportError } from '../base/errors.ts'

/** A DNS name, a wildcard in front allowed; underscores because container names have them. */
const dnsName = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]{0,62}(?:\.[a-z0-9_][a-z0-9_-]{0,62})*)\.?$/

/**
 * Every name the leaf must carry: the user's, for those are what clients call, then localhost, the loopback addresses, and
 * the machine's own name where it can stand in a certificate. IP addresses in their shortest form, names in lower case and
 * ASCII (RFC 5890).
 *
 * @throws FourportError OPTION_INVALID for a name that is none.
 */
export function leafNames(hostNames: readonly string[], machine: string = hostname()): readonly string[] {
  const names = new Set<string>()
  for (const given of hostNames) {
    const name = canonicalName(given)
    if (name === null) {
      throw new FourportError(
        'OPTION_INVALID',
        `host name ${JSON.stringify(given)}: not a DNS name or IP address`,
        {
          help: 'Give a name as clients connect to it, such as mail.test, or an IP address.',
        },
      )
    }
    names.add(name)
  }
  for (const name of ['localhost', '127.0.0.1', '::1']) names.add(name)
  const own = canonicalName(machine)
  if (own !== null) names.add(own)
  return [...names]
}

/** null where it is neither a DNS name nor an IP address. */
export function canonicalName(name: string): string | null {
  const address = name.replace(/^\[(.*)\]$/, '$1')
  if (isIPv4(address)) return address
  // The colon first: Node builds its IPv6 expression at the first use, in 7 ms of a start that has 40.
  if (address.includes(':') && isIPv6(address))
    return address.includes('%') ? null : new URL(`http://[${address}]`).hostname.slice(1, -1)
  const ascii = name.startsWith('*.') ? `*.${domainToASCII(name.slice(2))}` : domainToASCII(name)
  // RFC 5280 §4.2.1.6: a name of the preferred syntax, so without the dot of the root.
  return ascii.length <= 253 && dnsName.test(ascii) ? ascii.replace(/\.$/, '') : null
}
