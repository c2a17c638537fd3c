import { clean } from '../quote.ts'

/** Values of a session end up in code to paste: each is written as a literal of its language, control characters removed. */

const longest = 512

/** A string of JavaScript, Python, PHP or Ruby in single quotes: the same escapes in all four, and nothing is expanded in it. */
export function singleQuoted(value: string): string {
  return `'${clean(value, longest).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A Go, Java or C# string. */
export function doubleQuoted(value: string): string {
  return `"${clean(value, longest).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A word of a POSIX shell: bare where nothing in it is special. */
export function shellWord(value: string): string {
  const text = clean(value, longest)
  return /^[\w@%+=:,./[\]-]+$/.test(text) && !text.includes('[') ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
