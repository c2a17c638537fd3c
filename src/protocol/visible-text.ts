/** What is kept of a line of a peer. RFC 5321 §4.5.3.1.4 allows commands no more. */
const maxShownChars = 512

/**
 * Text of a peer, safe to print: control and format characters (terminal escapes, direction marks) as `\xNN` or
 * `\u{NNNN}`, at most 512 characters, the last one `…` where more were cut off.
 */
export function visible(text: string): string {
  const shown = text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu,
    (char) => escapes.get(char) ?? numbered(char.codePointAt(0) ?? 0),
  )
  if (shown.length <= maxShownChars) return shown
  return `${shown.slice(0, maxShownChars - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\n', '\\n'],
])

function numbered(code: number): string {
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}
