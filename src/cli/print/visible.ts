import { lateRegExp } from '../../base/late-regexp.ts'

/** Control, format and unassigned characters: escape sequences and reversed text come from clients, and stay there. */
const invisible = lateRegExp(() => new RegExp('[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029]', 'gu'))

/** Characters that take two columns in a terminal, near enough to keep a table straight. */
const wide = lateRegExp(
  () =>
    new RegExp(
      '[\\p{Emoji_Presentation}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\uFF01-\\uFF60]',
      'u',
    ),
)

/** Characters that stand on the one before them. */
const mark = lateRegExp(() => new RegExp('\\p{M}', 'u'))

/** Nearly all text: what follows need not be asked of each of its characters. */
const plain = /^[\x20-\x7e]*$/

/** Text of a client's, safe to print: one line, nothing that moves the cursor. */
export function visible(text: string): string {
  if (plain.test(text)) return text
  return text.replace(/[\r\n\t]+/g, ' ').replace(invisible(), '\u{FFFD}')
}

/** Of one column each: what most of our own lines consist of, a name of Latin letters or an arrow in it. */
const narrow = /^[\x20-\x7e\xa1-\u02ff→…]*$/

/** How many columns a visible text takes. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += columnsOfOne(character)
  return columns
}

function columnsOfOne(character: string): number {
  // Nothing below combines or is wide, and a line with an arrow or a name of Latin letters has little else.
  if (character < '\u0300') return 1
  return mark().test(character) ? 0 : wide().test(character) ? 2 : 1
}

/** The text cut to so many columns, the cut shown by `…`. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += columnsOf(character)
    if (used > columns) break
    kept += character
  }
  return `${kept}…`
}

/** Words broken into lines of at most so many columns. */
export function wrap(text: string, columns: number): string[] {
  // Most texts are one line.
  if (!text.startsWith(' ') && columnsOf(text) <= columns) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** The same, with words that are longer than a line broken too; of more than `mostLines` what is left is cut. */
export function wrapAll(text: string, columns: number, mostLines = Infinity): string[] {
  if (columnsOf(text) <= columns) return [text]
  const lines = wrap(text, columns).flatMap((line) => pieces(line, columns))
  if (lines.length <= mostLines) return lines
  return [...lines.slice(0, mostLines - 1), cut(lines.slice(mostLines - 1).join(' '), columns)]
}

function pieces(line: string, columns: number): string[] {
  if (columnsOf(line) <= columns) return [line]
  const found: string[] = []
  let piece = ''
  let used = 0
  for (const character of line) {
    const wide = columnsOf(character)
    if (used + wide > columns) {
      found.push(piece)
      piece = ''
      used = 0
    }
    piece += character
    used += wide
  }
  return [...found, piece]
}
