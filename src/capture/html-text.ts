import { decodeEntities } from './html-entities.ts'
import { scanHtml } from './html-scan.ts'
import { inSlices } from './in-slices.ts'

/** Elements that begin on a line of their own, with the number of line ends around them. */
const blocks = new Map<string, number>([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'dl',
    'table',
    'blockquote',
    'pre',
    'hr',
    'form',
  ].map((name): [string, number] => [name, 2]),
  ...[
    'address article aside body caption center dd details div dt fieldset figcaption figure footer header li main nav section summary tbody tfoot thead tr',
  ]
    .join(' ')
    .split(' ')
    .map((name): [string, number] => [name, 1]),
])

/** HTML as plain text: blocks become lines, blanks collapse, styles and scripts go. One pass, linear in the HTML's length. */
export async function htmlToText(html: string): Promise<string> {
  const out = new TextLines()
  await inSlices(readInto(out, html))
  return out.toString()
}

/**
 * The text that a short piece of HTML begins with, at once. Where it is not the whole, what stands at its end is left
 * out: it may be half a word, half a tag, or half a character reference.
 */
export function htmlBeginning(html: string, isWhole: boolean): string {
  const out = new TextLines()
  const steps = readInto(out, html, isWhole)
  while (!steps.next().done);
  return out.toString()
}

function readInto(out: TextLines, html: string, isWhole = true): Generator<void, void, void> {
  const isCut = (to: number): boolean => !isWhole && to === html.length
  let preformatted = 0
  return scanHtml(html, {
    text(from, to) {
      const end = isCut(to) ? Math.max(from, html.lastIndexOf(' ', to - 1)) : to
      out.add(decodeEntities(html.slice(from, end)), preformatted > 0)
    },
    tag(name, closing, from, to) {
      if (isCut(to)) return
      if (name === 'br') return out.lineEnd()
      if (name === 'pre') preformatted = Math.max(0, preformatted + (closing ? -1 : 1))
      const lines = blocks.get(name)
      if (lines !== undefined) out.breakLine(lines)
      if (closing) return
      if (name === 'li') out.add('• ', true)
      else if (name === 'td' || name === 'th') out.gap()
      else if (name === 'img') out.add(alternative(html.slice(from, to)), false)
    },
  })
}

/** Text in the making: blanks and line ends wait until something follows them. */
class TextLines {
  readonly #parts: string[] = []
  #lineEnds = 0
  #blank = false
  #empty = true

  add(text: string, preformatted: boolean): void {
    const plain = text.replaceAll('\u00a0', ' ').replaceAll('\u00ad', '')
    const line = preformatted ? plain.replace(/\r\n?/g, '\n') : plain.replace(/[ \t\r\n\f]+/g, ' ')
    const from = !preformatted && line.startsWith(' ') ? 1 : 0
    if (from > 0) this.#blank = true
    const to = !preformatted && line.length > from && line.endsWith(' ') ? line.length - 1 : line.length
    if (to > from) {
      this.#flush()
      this.#parts.push(line.slice(from, to))
      this.#empty = false
    }
    if (to < line.length) this.#blank = true
  }

  /** A blank between cells. */
  gap(): void {
    this.#blank = true
  }

  /** `<br>`: each counts. */
  lineEnd(): void {
    this.#lineEnds++
    this.#blank = false
  }

  /** A block's edge: neighbours share it. */
  breakLine(lineEnds: number): void {
    this.#lineEnds = Math.max(this.#lineEnds, lineEnds)
    this.#blank = false
  }

  toString(): string {
    return this.#parts.join('')
  }

  #flush(): void {
    if (this.#empty) this.#lineEnds = 0
    // Ten empty lines say no more than two.
    if (this.#lineEnds > 0) this.#parts.push('\n'.repeat(Math.min(this.#lineEnds, 3)))
    else if (this.#blank && !this.#empty) this.#parts.push(' ')
    this.#lineEnds = 0
    this.#blank = false
  }
}

/** What stands for a picture that is not shown. */
function alternative(tag: string): string {
  const match = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag.slice(0, 4096))
  return decodeEntities(match?.[1] ?? match?.[2] ?? '')
}
