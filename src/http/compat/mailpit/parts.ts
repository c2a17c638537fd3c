import { type MimePart, partText, readMimeTree } from '../../../capture/mime-parts.ts'

/** A message in the parts that Mailpit sees in it. */
export interface SortedParts {
  /** The text with its line ends as sent; '' where there is none but HTML. */
  readonly text: string
  /** The same of the HTML; '' where there is none. */
  readonly html: string
  readonly attachments: readonly MimePart[]
  readonly inlines: readonly MimePart[]
  /** Without a disposition and no text: nested messages, pictures of an HTML part. */
  readonly others: readonly MimePart[]
}

/** Sorts the parts of a message as Mailpit's parser, enmime, sorts them. */
export function sortParts(raw: Buffer): SortedParts {
  const { kind, parts } = readMimeTree(raw)
  const [only] = parts
  if (kind === '' && only) {
    const isText = /^text\/(?:plain|html)$/.test(only.type)
    if (isText && only.disposition !== 'attachment')
      return { ...nothing, [only.type === 'text/plain' ? 'text' : 'html']: partText(only) }
    return only.disposition === 'inline'
      ? { ...nothing, inlines: [only] }
      : { ...nothing, attachments: [only] }
  }
  // Level by level, as they are listed there; the sort is stable.
  const levels = parts.toSorted((one, other) => one.depth - other.depth)
  const texts = (kind === 'multipart/alternative' ? levels : parts).filter(
    ({ type, disposition }) => type === 'text/plain' && disposition !== 'attachment',
  )
  const page = parts.find(({ type, disposition }) => type === 'text/html' && disposition !== 'attachment')
  return {
    html: page ? partText(page) : '',
    text: (kind === 'multipart/alternative' ? texts.slice(0, 1) : texts).map(partText).join('\n--\n'),
    attachments: levels.filter(
      ({ type, disposition }) => disposition === 'attachment' || type === 'application/octet-stream',
    ),
    inlines: levels.filter(({ disposition }) => disposition === 'inline'),
    others: levels.filter(
      ({ type, disposition }) =>
        disposition === '' && !/^(?:text\/(?:plain|html)|application\/octet-stream)$/.test(type),
    ),
  }
}

const nothing: SortedParts = { text: '', html: '', attachments: [], inlines: [], others: [] }

/** The part with this id, of those that are no text; undefined where there is none. */
export function findPart({ attachments, inlines, others }: SortedParts, id: string): MimePart | undefined {
  return [...inlines, ...others, ...attachments].find((part) => part.id === id)
}
