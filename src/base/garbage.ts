import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Buffers that this thread needs no longer. V8 sees little of them: it lets some 64 MiB of them lie about in each thread
 * before it collects, which is half of a small container.
 */
export class Garbage {
  readonly #maxBytes: number
  #bytes = 0
  #collect: (() => void) | null = null

  /** @param maxBytes - so much may lie about; Infinity: V8 decides */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** So many more bytes are needed no longer. Collects where they are too many. */
  left(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes < this.#maxBytes) return
    this.#bytes = 0
    this.#collect ??= collector()
    this.#collect()
  }
}

/** V8's own, of this thread; only a context that is made while the flag is set has it. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return collect
}
