import { whenThere } from '../../../base/eventual.ts'
import { headerDecoder } from '../../../capture/header-decoder.ts'
import { htmlToText } from '../../../capture/html-text.ts'
import { type SortedParts, sortParts } from './parts.ts'
import type { SearchParts, SearchTest } from './search-parts.ts'

/** In the text, in the HTML, or in the name of an attachment. White space counts as one blank. */
export function inBody(word: string, { context }: SearchParts): SearchTest {
  const says = containing(word)
  return (message) =>
    whenThere(context.reader.text(message), (text) => {
      if (says(text)) return true
      return whenThere(context.store.bytes(message.id), (raw) => {
        // Most messages have one part and no names, and need not be taken apart.
        if (raw === undefined || !/multipart\/|name\*?\d*\*?=/.test(headerOf(raw))) return false
        const parts = sortParts(raw)
        return inFileNames(parts, says) || inHtml(parts, word, says)
      })
    })
}

type Says = (text: string) => boolean

/** Blanks are looked into only where the phrase can be at all. */
function containing(word: string): Says {
  const [first = ''] = word.split(/\s/)
  return (text) => {
    const lower = text.toLowerCase()
    if (!lower.includes(first)) return false
    return first === word || lower.replace(/\s+/g, ' ').includes(word)
  }
}

function inFileNames({ attachments }: SortedParts, says: Says): boolean {
  return attachments.some(({ filename }) => filename !== '' && says(headerDecoder.text(filename)))
}

function inHtml({ html }: SortedParts, word: string, says: Says): boolean | Promise<boolean> {
  if (html === '') return false
  // Letters stand in HTML as they are, so it tells at once where a word is not; others may be entities.
  const [letters = ''] = (word.match(/[a-z0-9]+/g) ?? []).toSorted((one, other) => other.length - one.length)
  return html.toLowerCase().includes(letters) && htmlToText(html).then(says)
}

/** The header block, unfolded, in lower case; '' of a message that is gone. */
export function headerOf(raw: Buffer = Buffer.alloc(0)): string {
  const end = raw.indexOf('\r\n\r\n')
  const header = raw.toString('latin1', 0, end === -1 ? raw.length : end)
  return header.replace(/\r?\n[ \t]+/g, ' ').toLowerCase()
}
