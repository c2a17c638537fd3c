import type { LineFaults } from '../../model/observation.ts'

type LineEnd = 'crlf' | 'lf' | 'cr' | 'crcrlf'

/** Counts how the lines of a message end, and finds the first that ends otherwise than the first of all. */
export class LineEnds {
  readonly #size: number
  #first: LineEnd | null = null
  #lines = 0
  #bareLf = 0
  #bareCr = 0
  #doubleCr = 0
  #otherLine = 0

  /** @param size - Octets of the message */
  constructor(size: number) {
    this.#size = size
  }

  /** @param at - Of its last octet */
  add(kind: LineEnd, at: number): void {
    this.#lines++
    this.#first ??= kind
    if (kind === 'lf') this.#bareLf++
    else if (kind !== 'crlf') this.#bareCr++
    if (kind === 'crcrlf') this.#doubleCr++
    if (kind === this.#first || this.#otherLine > 0) return
    // The CRLF before the dot is mostly the client's, whatever the lines of its message end in.
    if (kind === 'crlf' && at === this.#size - 1) return
    this.#otherLine = this.#lines
  }

  get counts(): Pick<LineFaults, 'bareLf' | 'bareCr' | 'doubleCr' | 'otherLine'> {
    const [bareLf, bareCr, doubleCr, otherLine] = [
      this.#bareLf,
      this.#bareCr,
      this.#doubleCr,
      this.#otherLine,
    ]
    return { bareLf, bareCr, ...(doubleCr > 0 && { doubleCr }), ...(otherLine > 0 && { otherLine }) }
  }
}
