/** Tests one text. */
export type TextTest = (text: string) => boolean

/** The whole text, whatever its case. */
export function wholeText(match: string | RegExp): TextTest {
  if (typeof match !== 'string') return pattern(match)
  const wanted = match.toLowerCase()
  return (text) => text === match || text.toLowerCase() === wanted
}

/** Somewhere in the text, whatever its case. */
export function partOfText(match: string | RegExp): TextTest {
  if (typeof match !== 'string') return pattern(match)
  const wanted = match.toLowerCase()
  return (text) => text.toLowerCase().includes(wanted)
}

/** A RegExp with `g` or `y` remembers where it stopped; each text here is a new one. */
function pattern(match: RegExp): TextTest {
  // Built: of the RegExp that a test gives in its own process; over HTTP there is none.
  const own = new RegExp(match.source, match.flags)
  return (text) => {
    own.lastIndex = 0
    return own.test(text)
  }
}
