import { whenThere } from '../../../base/eventual.ts'
import type { Searched, SearchTest } from './search-parts.ts'

/** In the text, in the HTML, or in the name of an attachment. White space counts as one blank. */
export function inBody(word: string, searched: Searched): SearchTest {
  // Letters stand in HTML as they are, so it tells at once where a word is not; others may be entities.
  const [letters = ''] = (word.match(/[a-z0-9]+/g) ?? []).toSorted((one, other) => other.length - one.length)
  const inPage: SearchTest = (message) =>
    whenThere(searched.html(message), (html) => {
      if (html === '' || !html.includes(letters)) return false
      return whenThere(searched.htmlText(message), (text) => text.says(word))
    })
  return (message) =>
    whenThere(searched.text(message), (text) => {
      if (text.says(word)) return true
      return whenThere(searched.header(message), (header) => {
        // Most messages have one part and no names, and need not be taken apart.
        if (!/multipart\/|name\*?\d*\*?=/.test(header)) return false
        return whenThere(
          searched.fileNames(message),
          (names) => names.some((name) => name.says(word)) || inPage(message),
        )
      })
    })
}
