/**
 * Message-IDs that libraries make are random, and mostly of one shape each, by which some are told: digits stay
 * digits, a time stays a time. One rule for each of their parts, the first that fits.
 */
const parts: readonly (readonly [RegExp, (part: string) => string])[] = [
  [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, () => '00000000-0000-4000-8000-000000000000'],
  // Milliseconds since 1970; a date and a time.
  [/^1\d{12}$/, () => '1000000000000'],
  [/^20\d{12}$/, () => '20000101000000'],
  // Numbers have as many digits as chance gives them.
  [/^\d{5,}$/, () => '0000000000'],
  [/^[0-9a-f]{16,}$/, (part) => 'f'.repeat(part.length)],
  [/^(?=.*[0-9A-Z_])(?=.*[A-Za-z])[\w-]{16,}$/, (part) => 'x'.repeat(part.length)],
]

/** As Go's go-mail makes them, of an alphabet with a dot in it. */
const withDots = /^(?=.*[A-Z])(?=.*[a-z])[\w.-]{22}(?=@)/

/** @param messageId - Without its angle brackets */
export function neutralMessageId(messageId: string): string {
  return messageId
    .replace(withDots, (part) => 'x'.repeat(part.length))
    .split(/([.@])/)
    .map((part) => parts.find(([shape]) => shape.test(part))?.[1](part) ?? part)
    .join('')
}
