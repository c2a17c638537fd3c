import { lateRegExp } from './late-regexp.ts'

/** Line ends, control characters, and what nobody sees. */
const unseen = lateRegExp(() => new RegExp('[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]', 'u'))

/** Whether a text is one line that people can read, of so many characters (UTF-16) at most. */
export function isLabelText(text: unknown, mostChars: number): text is string {
  return typeof text === 'string' && text.length <= mostChars && text.trim() !== '' && !unseen().test(text)
}

/** What follows “expected” where one is refused. */
export function labelTextExpected(mostChars: number): string {
  return `1 to ${mostChars} characters in one line, without control characters`
}

/** The same text without what a label may not have, its end first where it is too long. */
export function asLabelText(text: string, mostChars: number): string {
  return [...text]
    .map((char) => (unseen().test(char) ? ' ' : char))
    .join('')
    .slice(-mostChars)
}
