import { textOf } from './text-part.ts'
import { usualParts } from './usual-parts.ts'

/**
 * The text of a message of the usual shape, found without a full parse and some fifty times as fast. null: some other
 * shape, ask the full parser. Where it answers, it answers the same; a test compares the two.
 */
export function plainText(raw: Buffer): string | null {
  const parts = usualParts(raw)
  // HTML that no text stands for is text as well.
  if (parts === null || parts.htmls.some(({ isAlternative }) => !isAlternative)) return null
  const texts = parts.texts.map(textOf)
  if (texts.some((text) => text === null || text === '')) return null
  const text = texts.join('\n')
  return text.trim() === '' ? null : text
}
