import { lateRegExp } from '../../base/late-regexp.ts'

/** Non-ASCII spaces (RFC 3454 C.1.2): a plain one each. */
const spaces = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g

/** Commonly mapped to nothing (RFC 3454 B.1). U+200B is in both tables; RFC 4013 §2.1 has it a space. */
const nothing =
  /\u{ad}|\u{34f}|\u{1806}|[\u{180b}-\u{180d}]|\u{200c}|\u{200d}|\u{2060}|[\u{fe00}-\u{fe0f}]|\u{feff}/gu

/** Prohibited (RFC 4013 §2.3): controls, private use, what is no character, surrogates, marks of text, direction and language. */
const prohibited = lateRegExp(
  () =>
    new RegExp(
      '[\\p{Cc}\\p{Co}\\p{Cs}\\p{Noncharacter_Code_Point}\\u0340\\u0341\\u06dd\\u070f\\u180e\\u200e\\u200f\\u2028-\\u202e\\u2061-\\u2063\\u206a-\\u206f\\u2ff0-\\u2ffb\\ufff9-\\ufffd\\u{1d173}-\\u{1d17a}\\u{e0001}\\u{e0020}-\\u{e007f}]',
      'u',
    ),
)

/**
 * A user name or password as both sides must spell it before they hash it (RFC 4013); null: it holds what none may.
 * Nothing is refused for its direction (§2.4) or as unassigned (§2.5): what a client is about to prove, it has taken.
 */
export function saslPrep(text: string): string | null {
  const prepared = text.replace(spaces, ' ').replace(nothing, '').normalize('NFKC')
  return prohibited().test(prepared) ? null : prepared
}
