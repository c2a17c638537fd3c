import { type Document, isNode, isScalar, type LineCounter } from 'yaml'

/** Where something stands in a document: names of fields, and numbers of items. */
export type Path = readonly (string | number)[]

/** Where the values of a document stand in its text. */
export class YamlPlaces {
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(document: Document, lines: LineCounter) {
    this.#document = document
    this.#lines = lines
  }

  /** `12:3`, of the value or of what it is in: one that came by an alias has no place of its own. */
  of(path: Path): string {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = this.#document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return this.at(node.range[0])
    }
    return '1:1'
  }

  at(offset: number): string {
    const { line, col } = this.#lines.linePos(offset)
    return `${Math.max(1, line)}:${Math.max(1, col)}`
  }

  /** A number or a word of YAML's as it was written: 1.10 is no 1.1. */
  source(path: Path): string | undefined {
    const node: unknown = this.#document.getIn(path, true)
    return isScalar(node) ? node.source : undefined
  }
}

/** `clients[2].env.PORT` */
export function pathWords(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('')
}
