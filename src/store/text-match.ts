import type { TextMatch } from '../model/query.ts'
import { quoted } from './query-check.ts'

/** Tests one text; `whole` or `part` says how a string is meant. */
export type TextTest = (text: string) => boolean

/** The whole text, whatever its case. */
export function wholeText(match: TextMatch): TextTest {
  if (typeof match !== 'string') return pattern(match)
  const wanted = match.toLowerCase()
  return (text) => text === match || text.toLowerCase() === wanted
}

/** Somewhere in the text, whatever its case. */
export function partOfText(match: TextMatch): TextTest {
  if (typeof match !== 'string') return pattern(match)
  const wanted = match.toLowerCase()
  return (text) => text.toLowerCase().includes(wanted)
}

/** A RegExp with `g` or `y` remembers where it stopped; each text here is a new one. */
function pattern(match: RegExp): TextTest {
  const own = new RegExp(match.source, match.flags)
  return (text) => {
    own.lastIndex = 0
    return own.test(text)
  }
}

/** `"Welcome"`, `containing "Welcome"`, `matching /^W/`. */
export function matchInWords(match: TextMatch, how: 'whole' | 'part'): string {
  if (typeof match !== 'string') return `matching ${String(match)}`
  return how === 'whole' ? quoted(match) : `containing ${quoted(match)}`
}
