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

/** What is looked for as words: {@link foldedWords}. */
export interface Words {
  readonly words: string
}

/** In lower case, white space as one blank. */
export function foldedWords(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}

/** A text in which words are looked for, folded like them. Its ends stay: what follows a blank may be looked for with it. */
export function foldedText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}

/** Somewhere in the text, whatever its case; white space counts as one blank. */
export function sayingWords({ words }: Words): TextTest {
  const [first = ''] = words.split(' ', 1)
  return (text) => {
    const lower = text.toLowerCase()
    if (!lower.includes(first)) return false
    return first === words || lower.replace(/\s+/g, ' ').includes(words)
  }
}

/** What a text is asked for, as a test: a part of it, or words. */
export function testOf(match: string | RegExp | Words): TextTest {
  return typeof match === 'object' && 'words' in match ? sayingWords(match) : partOfText(match)
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
