import { type Eventual, whenThere } from '../../../base/eventual.ts'
import { headerDecoder } from '../../../capture/header-decoder.ts'
import { htmlToText } from '../../../capture/html-text.ts'
import type { CapturedMessage } from '../../../model/message.ts'
import type { HttpContext } from '../../context.ts'
import type { Labels } from './labels.ts'
import { type SortedParts, sortParts } from './parts.ts'

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
  text(message: CapturedMessage): Eventual<SearchedText>
  /** undefined: the message is gone. */
  parts(message: CapturedMessage): Eventual<SortedParts | undefined>
  /** Those of attachments. */
  fileNames(message: CapturedMessage): Eventual<readonly SearchedText[]>
  html(message: CapturedMessage): Eventual<string>
  htmlText(message: CapturedMessage): Eventual<SearchedText>
}

/** What the words of a search look at. One search takes one of its own. */
export function searched({ store, reader }: HttpContext): Searched {
  const raw = once((message) => store.bytes(message.id))
  const parts = once((message) => whenThere(raw(message), (bytes) => bytes && sortParts(bytes)))
  const pageOf = (message: CapturedMessage): Eventual<string> =>
    whenThere(parts(message), (found) => found?.html ?? '')
  return {
    header: once((message) => whenThere(raw(message), headerOf)),
    fields: once((message) =>
      whenThere(reader.fields(message), (fields) =>
        fields.map(({ name, value }) => ({ name: name.toLowerCase(), value: value.toLowerCase() })),
      ),
    ),
    text: once((message) => whenThere(reader.text(message), (text) => new SearchedText(text))),
    parts,
    fileNames: once((message) => whenThere(parts(message), namesIn)),
    html: once((message) => whenThere(pageOf(message), (html) => html.toLowerCase())),
    htmlText: once((message) =>
      whenThere(pageOf(message), async (html) => new SearchedText(await htmlToText(html))),
    ),
  }
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
export class SearchedText {
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

function namesIn(parts: SortedParts | undefined): SearchedText[] {
  const names = parts?.attachments.map(({ filename }) => filename).filter((name) => name !== '') ?? []
  return names.map((name) => new SearchedText(headerDecoder.text(name)))
}

/** The header block, unfolded, in lower case; '' of a message that is gone. */
function headerOf(raw: Buffer = Buffer.alloc(0)): string {
  const end = raw.indexOf('\r\n\r\n')
  const header = raw.toString('latin1', 0, end === -1 ? raw.length : end)
  return header.replace(/\r?\n[ \t]+/g, ' ').toLowerCase()
}
