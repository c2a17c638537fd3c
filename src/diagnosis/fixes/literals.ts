import { phpIniString } from '../../base/php-ini-string.ts'
import { shellWord as bareShellWord } from '../../base/shell-word.ts'
import { clean } from '../quote.ts'

/** Values of a session end up in code to paste: each is written as a literal of its language, control characters removed. */

const longest = 512

/** A string of JavaScript, Python, PHP or Ruby in single quotes: the same escapes in all four, and nothing is expanded in it. */
export function singleQuoted(value: string): string {
  return `'${clean(value, longest).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** A Go, Java, C# or Rust string. */
export function doubleQuoted(value: string): string {
  return `"${clean(value, longest).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A word of a POSIX shell: bare where nothing in it is special. */
export function shellWord(value: string): string {
  return bareShellWord(clean(value, longest))
}

/** A value of php.ini. */
export function phpIniValue(value: string): string {
  return phpIniString(clean(value, longest))
}

/** A value of a dotenv file, in which nothing is expanded. */
export function dotenvValue(value: string): string {
  return `"${clean(value, longest).replaceAll(/["\\$]/g, '\\$&')}"`
}

/** A value of a .properties file: read as ISO 8859-1, with the escapes of `java.util.Properties`. */
export function propertiesValue(value: string): string {
  return clean(value, longest)
    .replaceAll('\\', '\\\\')
    .replace(/^ /, '\\ ')
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The part of a URL before the `@`: percent-encoded, with what `encodeURIComponent` leaves and a dotenv file does not. */
export function urlPart(value: string): string {
  return encodeURIComponent(clean(value, longest)).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** A value of main.cf, where `$` begins a parameter. */
export function mainCfValue(value: string): string {
  return clean(value, longest).replaceAll('$', '$$$$')
}
