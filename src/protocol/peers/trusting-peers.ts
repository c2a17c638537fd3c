const memorySize = 256

/**
 * Who has taken our certificate: hosts by the fingerprint of the TLS library they speak with, since programs of one
 * host need not trust the same CAs. A peer that would refuse the certificate gains nothing from words inside TLS.
 */
export class TrustingPeers {
  readonly #known = new Set<string>()

  /** It has completed a handshake, and spoken under TLS. */
  remember(host: string, ja4: string | undefined): void {
    if (ja4 === undefined) return
    if (this.#known.size >= memorySize) this.#known.clear()
    this.#known.add(keyOf(host, ja4))
  }

  has(host: string, ja4: string | undefined): boolean {
    return ja4 !== undefined && this.#known.has(keyOf(host, ja4))
  }
}

function keyOf(host: string, ja4: string): string {
  return `${host} ${ja4}`
}
