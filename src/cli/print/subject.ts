import type { ArrivedMessage } from '../../model/message.ts'

/** Nearly all headers end within it: a line of output is no reason to parse a message. */
const usualBytes = 16 * 1024
/** As much as is searched where the header goes on. */
const mostBytes = 1024 * 1024

/** The Subject of a message, decoded (RFC 2047); '' where it has none. */
export function subjectOf(message: Pick<ArrivedMessage, 'head' | 'sizeBytes'>): string {
  const header = headerIn(message, usualBytes) ?? headerIn(message, mostBytes) ?? ''
  const field = /^subject:([^\n]*(?:\n[ \t][^\n]*)*)/im.exec(header)?.[1]?.slice(0, usualBytes) ?? ''
  const unfolded = field.replace(/\r?\n(?=[ \t])/g, '').trim()
  if (!/=\?|[\u0080-\u00ff]/.test(unfolded)) return unfolded
  const utf8 = Buffer.from(unfolded, 'latin1').toString('utf8') // SMTPUTF8 headers are plain UTF-8 (RFC 6532 §3).
  // Space between two encoded words is no part of the text (RFC 2047 §6.2).
  return utf8
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, decodedWord)
}

/** The header block; null where it does not end within so many bytes, but may behind them. */
function headerIn(message: Pick<ArrivedMessage, 'head' | 'sizeBytes'>, sizeBytes: number): string | null {
  const text = message.head(sizeBytes).toString('latin1', 0, sizeBytes)
  const end = /\r?\n\r?\n/.exec(text)?.index
  if (end !== undefined) return text.slice(0, end)
  return message.sizeBytes > sizeBytes ? null : text
}

function decodedWord(word: string, charset: string, encoding: string, text: string): string {
  const bytes =
    encoding.toLowerCase() === 'b'
      ? Buffer.from(text, 'base64')
      : Buffer.from(
          text
            .replaceAll('_', ' ')
            .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
          'latin1',
        )
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return word // A charset nobody knows: shown as it came.
  }
}
