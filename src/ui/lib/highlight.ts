/** A piece of code with its role; `null` is plain. */
export interface Piece {
  readonly role: 'comment' | 'string' | 'number' | null
  readonly text: string
}

/** Enough for snippets of a dozen lines in any language: comments, strings and numbers stand out, nothing else is guessed. */
const pattern =
  /(?<comment>(?<![\w:'"])(?:#|\/\/)[^\n]*)|(?<string>'[^'\n]*'|"[^"\n]*"|`[^`]*`)|(?<number>(?<![\w.-])\d+(?![\w.]))/g

export function highlight(code: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of code.matchAll(pattern)) {
    if (match.index > at) pieces.push({ role: null, text: code.slice(at, match.index) })
    const { comment, string } = match.groups ?? {}
    pieces.push({ role: comment ? 'comment' : string ? 'string' : 'number', text: match[0] })
    at = match.index + match[0].length
  }
  if (at < code.length) pieces.push({ role: null, text: code.slice(at) })
  return pieces
}
