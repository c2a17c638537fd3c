/** Longer texts are written in pieces: JSON of one may take six times its length, and would all lie in V8's heap. */
const pieceLength = 64 * 1024

/**
 * `JSON.stringify` as UTF-8, without ever holding all of it as one text.
 * @throws Error - above `maxBytes`
 */
export function jsonBytes(value: unknown, maxBytes = Infinity): Buffer {
  const out = new Pieces(maxBytes)
  write(value, out)
  return out.toBuffer()
}

function write(value: unknown, out: Pieces): void {
  if (typeof value === 'string') return writeText(value, out)
  if (typeof value !== 'object' || value === null || 'toJSON' in value) {
    return out.add(JSON.stringify(value) ?? 'null')
  }
  const isList = Array.isArray(value)
  out.add(isList ? '[' : '{')
  let isFirst = true
  for (const [name, one] of Object.entries(value)) {
    if (!isList && one === undefined) continue
    if (!isFirst) out.add(',')
    isFirst = false
    if (!isList) out.add(`${JSON.stringify(name)}:`)
    write(one, out)
  }
  out.add(isList ? ']' : '}')
}

function writeText(text: string, out: Pieces): void {
  out.add('"')
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + pieceLength)
    // Not within a surrogate pair: halves would be escaped.
    if (to < text.length && (text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to++
    out.add(JSON.stringify(text.slice(from, to)).slice(1, -1))
    from = to
  }
  out.add('"')
}

/** Text on its way into bytes. */
class Pieces {
  readonly #maxBytes: number
  readonly #done: Buffer[] = []
  #bytes = 0
  #pending = ''

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  add(text: string): void {
    this.#pending += text
    if (this.#pending.length >= pieceLength) this.#flush()
  }

  toBuffer(): Buffer {
    this.#flush()
    return Buffer.concat(this.#done, this.#bytes)
  }

  #flush(): void {
    const piece = Buffer.from(this.#pending)
    this.#pending = ''
    this.#done.push(piece)
    this.#bytes += piece.length
    if (this.#bytes > this.#maxBytes)
      throw new Error(`What there is to say has more than ${this.#maxBytes} bytes.`)
  }
}
