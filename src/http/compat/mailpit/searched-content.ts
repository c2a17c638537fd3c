import { headerDecoder } from '../../../capture/header-decoder.ts'
import { htmlToText } from '../../../capture/html-text.ts'
import { jsonAnswer, type View } from '../../views/view.ts'
import { sortParts } from './parts.ts'

/** What a search looks at in the parts of a message. */
export interface SearchedContent {
  /** How many there are. */
  readonly attachments: number
  readonly inlines: number
  /** Those of attachments. */
  readonly fileNames: readonly string[]
  readonly html: string
}

/** The same of a long message, whose text and HTML are looked at so far. */
export interface LongContent extends SearchedContent {
  readonly text: string
  readonly htmlText: string
}

const searchedLength = 512 * 1024

export function contentOf(raw: Buffer): SearchedContent {
  const { attachments, inlines, html } = sortParts(raw)
  const names = attachments.map(({ filename }) => filename).filter((name) => name !== '')
  return {
    attachments: attachments.length,
    inlines: inlines.length,
    fileNames: names.map((name) => headerDecoder.text(name)),
    html,
  }
}

export const longContentView: View<null> = {
  name: 'Mailpit search',
  async make(viewed) {
    const content = contentOf(viewed.raw)
    const html = content.html.slice(0, searchedLength)
    const text = viewed.parsed.text.slice(0, searchedLength)
    const long: LongContent = { ...content, html, text, htmlText: await htmlToText(html) }
    return jsonAnswer(long, viewed)
  },
}
