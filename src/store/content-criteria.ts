import type { CapturedMessage } from '../model/message.ts'
import type { MessageQuery } from '../model/query.ts'
import { type Criterion, some, whenKnown } from './criterion.ts'
import { quoted } from './query-check.ts'
import type { MessageSearch } from './search.ts'
import { matchInWords, partOfText, wholeText } from './text-match.ts'

// Conditions on what the message says: the header first, which is cheap to read, then the text.

export function from({ from }: MessageQuery, search: MessageSearch): Criterion[] {
  if (from === undefined) return []
  const test = wholeText(from)
  return [
    {
      field: 'from',
      sentence: `from ${matchInWords(from, 'whole')}`,
      matches: (message) =>
        test(message.envelope.mailFrom) ||
        whenKnown(search.header(message), (header) => header.from.some(({ address }) => test(address))),
      found: (message) =>
        whenKnown(search.header(message), (header) =>
          some([...new Set([message.envelope.mailFrom, ...header.from.map(({ address }) => address)])]),
        ),
    },
  ]
}

export function subject({ subject }: MessageQuery, search: MessageSearch): Criterion[] {
  if (subject === undefined) return []
  const test = partOfText(subject)
  return [
    {
      field: 'subject',
      sentence: `subject ${matchInWords(subject, 'part')}`,
      matches: (message) => whenKnown(search.header(message), (header) => test(header.subject)),
      found: (message) => whenKnown(search.header(message), (header) => quoted(header.subject)),
    },
  ]
}

export function header({ header: wanted }: MessageQuery, search: MessageSearch): Criterion[] {
  return Object.entries(wanted ?? {})
    .filter(([, match]) => match !== undefined)
    .map(([name, match]) => {
      const values = (message: CapturedMessage): readonly string[] | Promise<readonly string[]> =>
        whenKnown(search.header(message), ({ fields }) =>
          fields
            .filter((field) => field.name.toLowerCase() === name.toLowerCase())
            .map((field) => field.value),
        )
      const test = match === true ? (): boolean => true : partOfText(match)
      return {
        field: `header ${name}`,
        sentence: match === true ? `with a header ${name}` : `header ${name} ${matchInWords(match, 'part')}`,
        matches: (message) => whenKnown(values(message), (found) => found.some(test)),
        found: (message) =>
          whenKnown(values(message), (found) => (found.length === 0 ? 'no such field' : some(found))),
      }
    })
}

export function text({ text }: MessageQuery, search: MessageSearch): Criterion[] {
  if (text === undefined) return []
  const test = partOfText(text)
  return [
    {
      field: 'text',
      sentence: `text ${matchInWords(text, 'part')}`,
      matches: (message) => whenKnown(search.text(message), test),
      found: (message) => whenKnown(search.text(message), (found) => quoted(found.trim())),
    },
  ]
}
