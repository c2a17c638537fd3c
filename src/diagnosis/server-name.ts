import { isLoopback } from '../base/loopback.ts'
import type { SessionRecord } from '../model/session-record.ts'
import type { Facts } from './facts.ts'
import { covers, isIpAddress } from './host-names.ts'
import { clean } from './quote.ts'
import type { TlsStack } from './stacks/tls-stack.ts'

/**
 * What the ClientHello proves of the name that the client connected to. `none`: nothing. It asked for no name, or for an
 * IP address, which RFC 6066 §3 rules out, or its ClientHello is not in the record.
 */
export type ServerNameMatch =
  | { readonly is: 'fits'; readonly quoted: string }
  | { readonly is: 'wrong'; readonly quoted: string }
  | { readonly is: 'none'; readonly address: string | null }

export function serverNameMatch({ hello, record }: Facts): ServerNameMatch {
  const sni = (hello?.hello ?? record.clientHello)?.sni ?? null
  if (sni === null || record.leaf === null) return { is: 'none', address: null }
  if (isIpAddress(sni)) return { is: 'none', address: `"${clean(sni)}"` }
  return { is: covers(record.leaf.names, sni) ? 'fits' : 'wrong', quoted: `"${clean(sni)}"` }
}

/**
 * Whether the certificate holds anything that a client without a server name may have connected to: an address, or of
 * Java a name without a dot, which it never sends. A client elsewhere did not connect to a loopback name; Docker's
 * gateway, `….0.1`, stands for clients of this machine that use a published port.
 */
export function mayFitUnnamed({ leaf, remote }: SessionRecord, stack: TlsStack | null): boolean {
  const here = isLoopback(remote.host) || /^\d+\.\d+\.0\.1$/.test(remote.host)
  return (leaf?.names ?? []).some(
    (name) =>
      (isIpAddress(name) || (!name.includes('.') && stack?.stack === 'java')) && (here || !isLoopback(name)),
  )
}

/**
 * The loopback address that the client reached, where it is not in the certificate; null: it says nothing. Nobody translates
 * a loopback address, so it is what the client connected to, or what a name stands for. Debian has 127.0.1.1 stand for the
 * name of the machine, which the certificate may hold.
 */
export function addressReached({ hello }: Facts): string | null {
  const reached = hello?.reached ?? null
  return reached !== null && isLoopback(reached) && reached !== '127.0.1.1' ? reached : null
}
