import { clean } from '../quote.ts'

/** Values of a session end up in code to paste: each is written as a literal of its language, control characters removed. */

const longest = 512

/** A JavaScript string. */
export function jsString(value: string): string {
  return `'${clean(value, longest).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A Python string; the rules for quotes and backslashes are those of JavaScript. */
export const pythonString: (value: string) => string = jsString

/** A PHP or Ruby string in single quotes: nothing is expanded in it. */
export const singleQuoted: (value: string) => string = jsString

/** A Go, Java or C# string. */
export function doubleQuoted(value: string): string {
  return `"${clean(value, longest).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A word of a POSIX shell: bare where nothing in it is special. */
export function shellWord(value: string): string {
  const text = clean(value, longest)
  return /^[\w@%+=:,./[\]-]+$/.test(text) && !text.includes('[') ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
