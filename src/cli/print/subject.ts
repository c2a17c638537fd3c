import type { PassingMessage } from '../../model/message.ts'

/** As much of a message as is searched for its Subject: a line of output is no reason to parse it. */
const searchedBytes = 16 * 1024

/** The Subject of a message, decoded (RFC 2047); '' where it has none. */
export function subjectOf(message: Pick<PassingMessage, 'head'>): string {
  const head = message.head(searchedBytes).toString('latin1', 0, searchedBytes)
  const end = /\r?\n\r?\n/.exec(head)?.index ?? head.length
  const field = /^subject:([^\n]*(?:\n[ \t][^\n]*)*)/im.exec(head.slice(0, end))?.[1] ?? ''
  const unfolded = field.replace(/\r?\n(?=[ \t])/g, '').trim()
  const utf8 = Buffer.from(unfolded, 'latin1').toString('utf8') // SMTPUTF8 headers are plain UTF-8 (RFC 6532 §3).
  // Space between two encoded words is no part of the text (RFC 2047 §6.2).
  return utf8
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, decodedWord)
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
