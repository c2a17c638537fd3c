import { stripVTControlCharacters } from 'node:util'

/** What no document may hold, XML (§2.2) the strictest: controls but line feed and tab, half characters, what turns text round. */
const unprintable = /[^\P{Cc}\n\t]|[\p{Cs}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu

/** A client's text, or the command as it was given, safe in any document; lines stay lines. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/\r\n?/g, '\n').replace(unprintable, '\u{FFFD}')
}

/** The same in one line. */
export function inOneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim()
}
