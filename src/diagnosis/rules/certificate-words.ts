import type { LeafFacts } from '../../model/tls-facts.ts'
import { clean, list } from '../quote.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'

/** What is said of a certificate and of the CA that signed it. */

export const nameFix =
  "Connect by a name that is in the certificate, or add the name to the server's certificate (--host-name)."

export function addressFix(address: string): string {
  return `Connect by a name that is in the certificate, or add the address to it (--host-name ${address}).`
}

const namesShown = 4

/** The names of a certificate, in words. */
export function namesOf({ names }: LeafFacts): string {
  if (names.length === 0) return 'no name'
  const shown = list(names.slice(0, namesShown).map((name) => `"${clean(name)}"`))
  return names.length > namesShown ? `${shown} and ${names.length - namesShown} more` : shown
}

/** What it means that a client asked for no server name, or for an address in its place. */
export function whyNameless(
  { address }: { readonly address: string | null },
  stack: TlsStack | null,
): string {
  if (address !== null)
    return `It asked for the IP address ${address}, which TLS does not allow as a server name (RFC 6066 §3), so the record does not show which name it looks for.`
  if (stack?.namesEveryHost === true)
    return `It asked for no server name, as ${stack.name} does when it connects to an IP address.`
  if (stack?.stack === 'java')
    return 'It asked for no server name, as Java does when it connects to an IP address or to a name without a dot.'
  return `It asked for no server name: it connected to an IP address, ${stack === null ? 'is Java and connected to a name without a dot, ' : ''}or never asks.`
}

/** @param sure - Whether there is no other cause left. */
export function whyUntrusted(leaf: LeafFacts | null, sure: boolean): string {
  if (leaf?.selfSigned === true)
    return `The certificate is self-signed, and the client ${sure ? 'was not set to' : 'may not'} trust it.`
  if (leaf?.ownCa === true)
    return `The certificate was signed by this server's own CA, which the client ${sure ? 'was not set to' : 'may not'} trust.`
  return `The certificate was signed by a CA that the client ${sure ? 'does' : 'may'} not know.`
}

export function trustFix(leaf: LeafFacts | null): string {
  if (leaf?.caFile) return `Let the client trust the CA in ${leaf.caFile}; do not switch verification off.`
  if (leaf?.selfSigned === true)
    return 'Let the client trust this very certificate; do not switch verification off.'
  return 'Let the client trust the CA that signed the certificate; do not switch verification off.'
}
