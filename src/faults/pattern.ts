/** Whether a name or an address is the one that is meant: all of it, whatever its case; `*` is any characters, none included. */
export function patternOf(pattern: string): (text: string) => boolean {
  const [start = '', ...rest] = folded(pattern).split('*')
  const end = rest.pop()
  if (end === undefined) return (text) => folded(text) === start
  return (text) => {
    const all = folded(text)
    const last = all.length - end.length
    if (!all.startsWith(start) || !all.endsWith(end) || last < start.length) return false
    return inSequence(all.slice(start.length, last), rest)
  }
}

/** Whether the pieces follow each other in a text. The first place of each leaves the most room for the next, so none is tried twice. */
function inSequence(text: string, pieces: readonly string[]): boolean {
  let at = 0
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return true
}

/** Letters that differ in case alone are one; in lower case first, which makes the Kelvin sign a k, and a final sigma has one capital with the others. */
function folded(text: string): string {
  return text.toLowerCase().toUpperCase()
}
