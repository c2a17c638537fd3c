/** A piece of a search between blanks. */
export interface SearchPiece {
  readonly negated: boolean
  /** In lower case; '' for a word without a field. */
  readonly field: string
  /** What follows the field, or the word; without its quotes. */
  readonly value: string
  /** As it was written, without the minus. */
  readonly written: string
}

/** A search is read no further: a person writes some hundred characters. */
export const maxSearchLength = 1_000
/** Each term is looked for in each message; a person writes some five. */
export const maxSearchTerms = 50

/** Splits `-from:"two words" to:ada word` at blanks outside of double quotes. A quote that is not closed goes on to the end. */
export function splitSearch(search: string): readonly SearchPiece[] {
  const pieces: SearchPiece[] = []
  for (const [piece] of search.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) pieces.push(pieceOf(piece))
  return pieces
}

function pieceOf(piece: string): SearchPiece {
  const negated = piece.length > 1 && piece.startsWith('-')
  const written = negated ? piece.slice(1) : piece
  // `12:30` and `https://…` are words.
  const field = /^([a-z][a-z-]{0,40}):(?!\/\/)/i.exec(written)?.[1] ?? ''
  const value = field === '' ? written : written.slice(field.length + 1)
  return { negated, field: field.toLowerCase(), value: value.replaceAll('"', ''), written }
}

/** As it is written in a search: in quotes where it would else be something else. */
export function writtenValue(value: string): string {
  const plain = value.replaceAll('"', '')
  return plain === '' || /\s/.test(plain) ? `"${plain}"` : plain
}
