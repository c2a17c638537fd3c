import { type PartHeader, readPartHeader } from './part-header.ts'

/** A part without parts of its own. */
export interface Leaf {
  readonly id: string
  readonly header: PartHeader
  /** What kind of multipart it is in: `mixed`, `alternative`; '' where the message is a single part. */
  readonly within: string
  /** Where its body lies in the text; null: it was not found. */
  readonly body: { readonly from: number; readonly to: number } | null
  /** It goes on after what was looked at. */
  readonly isCut: boolean
}

/** A multipart with its delimiter lines, or without. */
export interface Multipart {
  readonly id: string
  readonly type: string
  /** '': it names none. */
  readonly boundary: string
  /** Whether a delimiter line, and the last one, was found. */
  isUsed: boolean
  isClosed: boolean
}

/** The parts that the beginning of a message shows. */
export interface Parts {
  readonly leaves: readonly Leaf[]
  /** Those whose end is in the text, in the order of their beginnings; and the message itself in any case. */
  readonly multiparts: readonly Multipart[]
  /** There is nothing else in the message. */
  readonly areAll: boolean
}

const maxHeaderChars = 16_384
const maxPartHeaderChars = 4_096
const maxDepth = 8
const maxParts = 100
/** A boundary has up to 70 characters (RFC 2046 §5.1.1). */
const maxBoundaryChars = 256
/** Blanks after a delimiter are allowed. */
const maxPaddingChars = 100

/**
 * Takes a message apart by its delimiter lines, in one pass and without decoding anything. A nested message is a part
 * like any other: it is not looked into.
 *
 * @param text - Its beginning, byte for byte
 * @param isWhole - That is all of it
 */
export function walkParts(text: string, isWhole: boolean): Parts {
  const walk = new PartWalk(text)
  walk.enter('0', 0, '')
  let at = text.indexOf('\n--', Math.max(0, walk.end - 1))
  while (at !== -1 && walk.isInMultipart) {
    walk.line(at + 1)
    if (walk.leaves.length >= maxParts) return walk.stopped(false)
    at = text.indexOf('\n--', Math.max(at + 1, walk.end - 1))
  }
  return walk.stopped(isWhole)
}

class PartWalk {
  readonly leaves: Leaf[] = []
  /** Where reading goes on. */
  end = 0
  readonly #text: string
  readonly #ended: Multipart[] = []
  readonly #open: (Multipart & { count: number })[] = []
  #leaf: Omit<Leaf, 'body' | 'isCut'> | null = null

  constructor(text: string) {
    this.#text = text
  }

  get isInMultipart(): boolean {
    return this.#open.length > 0
  }

  /** A part begins. */
  enter(id: string, at: number, within: string): void {
    const header = readPartHeader(this.#text, at, id === '0' ? maxHeaderChars : maxPartHeaderChars)
    this.end = header.end
    const type = header.type?.value ?? ''
    if (!type.startsWith('multipart/')) {
      this.#leaf = { id, header, within }
      return
    }
    const boundary = (header.type?.parameters.get('boundary') ?? '').trimEnd().slice(0, maxBoundaryChars)
    const multipart = { id, type, boundary, isUsed: false, isClosed: false, count: 0 }
    // Without a boundary its end cannot be found, and deeper ones are not taken apart.
    if (boundary === '') this.#ended.push(multipart)
    else if (this.#open.length < maxDepth) this.#open.push(multipart)
  }

  /** A line that begins with two hyphens. */
  line(at: number): void {
    for (let level = this.#open.length - 1; level >= 0; level--) {
      const multipart = this.#open[level]!
      if (!this.#text.startsWith(multipart.boundary, at + 2)) continue
      const after = at + 2 + multipart.boundary.length
      const lineEnd = this.#text.indexOf('\n', after)
      const next = lineEnd === -1 ? this.#text.length : lineEnd + 1
      const rest = this.#text.slice(after, Math.min(next, after + maxPaddingChars)).trim()
      if (rest === '' || rest === '--') {
        this.#delimiter(level, at, { next, isLast: rest === '--' })
        return
      }
    }
  }

  /** @param isWhole - The message ends here */
  stopped(isWhole: boolean): Parts {
    this.#leave(this.#text.length, !isWhole)
    const [root, ...others] = this.#open
    if (root !== undefined) this.#ended.push(root)
    if (isWhole) this.#ended.push(...others)
    return { leaves: this.leaves, multiparts: this.#ended, areAll: isWhole }
  }

  #delimiter(level: number, at: number, { next, isLast }: { next: number; isLast: boolean }): void {
    this.#leave(at, false)
    const multipart = this.#open[level]!
    // Those within it end with it.
    this.#ended.push(...this.#open.splice(level + 1))
    multipart.isUsed = true
    this.end = next
    if (isLast) {
      multipart.isClosed = true
      this.#ended.push(...this.#open.splice(level))
      return
    }
    multipart.count++
    const id = multipart.id === '0' ? `${multipart.count}` : `${multipart.id}.${multipart.count}`
    this.enter(id, next, multipart.type.slice('multipart/'.length))
  }

  /** A leaf ends, its last line end not being its own. */
  #leave(to: number, isCut: boolean): void {
    const leaf = this.#leaf
    if (leaf === null) return
    this.#leaf = null
    const from = leaf.header.body
    this.leaves.push({ ...leaf, isCut, body: from === null ? null : { from, to: Math.max(from, to) } })
  }
}
