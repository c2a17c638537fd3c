import { type Eventual, whenThere } from '../../../base/eventual.ts'
import { htmlToText } from '../../../capture/html-text.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import { shownHereBytes } from '../../../capture/reading-limits.ts'
import type { HttpContext } from '../../context.ts'
import { viewOf } from '../../views/view-of.ts'
import type { Labels } from '../../../store/labels.ts'
import { contentOf, type LongContent, longContentView, type SearchedContent } from './searched-content.ts'

/** Whether a message matches. At once where nothing has to be parsed. */
export type SearchTest = (message: CapturedMessage) => Eventual<boolean>

export interface SearchParts {
  readonly context: HttpContext
  readonly labels: Labels
  /** IANA name, for dates that name no zone; the server's own where it is none. */
  readonly timeZone: string | undefined
}

/** What the words of one search look at, in lower case. Each is read once for a message, however many words there are. */
export interface Searched {
  /** The header block, unfolded. */
  header(message: CapturedMessage): Eventual<string>
  /** The decoded fields. */
  fields(message: CapturedMessage): Eventual<readonly { readonly name: string; readonly value: string }[]>
  text(message: CapturedMessage): Eventual<SearchableText>
  /** undefined: the message is gone. */
  content(message: CapturedMessage): Eventual<SearchedContent | undefined>
  /** Those of attachments. */
  fileNames(message: CapturedMessage): Eventual<readonly SearchableText[]>
  html(message: CapturedMessage): Eventual<string>
  htmlText(message: CapturedMessage): Eventual<SearchableText>
}

/** What the words of a search look at. One search takes one of its own. */
export function searched(context: HttpContext): Searched {
  const { store, reader } = context
  const raw = once((message) => store.bytes(message.id))
  const long = once(
    async (message) => (await viewOf(context, message, longContentView, null)).json() as Promise<LongContent>,
  )
  const content = once((message): Eventual<SearchedContent | undefined> =>
    isLong(message) ? long(message) : whenThere(raw(message), (bytes) => bytes && contentOf(bytes)),
  )
  const pageOf = (message: CapturedMessage): Eventual<string> =>
    whenThere(content(message), (found) => found?.html ?? '')
  const textOf = (message: CapturedMessage): Eventual<string> =>
    isLong(message) ? long(message).then(({ text }) => text) : reader.text(message)
  const pageTextOf = (message: CapturedMessage): Eventual<string> =>
    isLong(message)
      ? long(message).then(({ htmlText }) => htmlText)
      : whenThere(pageOf(message), (html) => htmlToText(html))
  const lower = (text: string): SearchableText => new SearchableText(text)
  return {
    header: once((message) => whenThere(raw(message), headerOf)),
    fields: once((message) =>
      whenThere(reader.fields(message), (fields) =>
        fields.map(({ name, value }) => ({ name: name.toLowerCase(), value: value.toLowerCase() })),
      ),
    ),
    text: once((message) => whenThere(textOf(message), lower)),
    content,
    fileNames: once((message) => whenThere(content(message), (found) => found?.fileNames.map(lower) ?? [])),
    html: once((message) => whenThere(pageOf(message), (html) => html.toLowerCase())),
    htmlText: once((message) => whenThere(pageTextOf(message), lower)),
  }
}

/** Such a message is taken apart in a thread. */
function isLong({ sizeBytes }: CapturedMessage): boolean {
  return sizeBytes > shownHereBytes
}

/** Remembers the answer for one message: a search is through with it before it looks at the next. */
function once<Value>(make: (message: CapturedMessage) => Value): (message: CapturedMessage) => Value {
  let known: { readonly message: CapturedMessage; readonly value: Value } | undefined
  return (message) => {
    if (known?.message !== message) known = { message, value: make(message) }
    return known.value
  }
}

/** A text in which words are looked for. */
export class SearchableText {
  readonly #lower: string
  /** White space as one blank; made where a phrase asks for it. */
  #flat: string | undefined

  constructor(text: string) {
    this.#lower = text.toLowerCase()
  }

  /** White space counts as one blank. */
  says(word: string): boolean {
    const [first = ''] = word.split(/\s/, 1)
    if (!this.#lower.includes(first)) return false
    if (first === word) return true
    this.#flat ??= this.#lower.replace(/\s+/g, ' ')
    return this.#flat.includes(word)
  }
}

/** The header block, unfolded, in lower case; '' of a message that is gone. */
function headerOf(raw: Buffer = Buffer.alloc(0)): string {
  const end = raw.indexOf('\r\n\r\n')
  const header = raw.toString('latin1', 0, end === -1 ? raw.length : end)
  return header.replace(/\r?\n[ \t]+/g, ' ').toLowerCase()
}
