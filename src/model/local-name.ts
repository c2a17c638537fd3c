/**
 * What a client on this machine calls a listener. Nobody connects to "any address", and for a loopback address the
 * name is the safer word: Jakarta Mail compares names alone, so no certificate satisfies it for an address.
 */
export function localName(host: string): string {
  return ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host
}
