import { attachmentNames } from './attachment-names.ts'
import { headerDecoder } from './header-decoder.ts'
import { plainText } from './plain-text.ts'
import { readSearchedHeader, type SearchedHeader } from './search-header.ts'

/** What a search looks at in a message, beside its envelope. */
export interface Searchable {
  readonly header: SearchedHeader
  readonly attachmentNames: readonly string[]
  readonly text: string
}

/** The same without a full parse; `text` null: that takes one. */
export function searchableIn(raw: Buffer): Omit<Searchable, 'text'> & { readonly text: string | null } {
  return {
    header: readSearchedHeader(raw, headerDecoder),
    attachmentNames: attachmentNames(raw),
    text: plainText(raw),
  }
}
