const memorySize = 256

/** Hosts that have spoken TLS on a port for implicit TLS: one that is silent there again may be slow, and is given more time. */
export class TlsHosts {
  readonly #known = new Set<string>()

  remember(host: string): void {
    if (this.#known.size >= memorySize) this.#known.clear()
    this.#known.add(host)
  }

  has(host: string): boolean {
    return this.#known.has(host)
  }
}
