import { type Eventual, whenThere } from '../base/eventual.ts'
import type { CapturedMessage } from '../model/message.ts'
import type { HeaderField } from '../model/parsed-message.ts'
import type { MessageQuery } from '../model/query.ts'
import { type Criterion, type CriterionSources, some } from './criterion.ts'
import { quoted } from './query-check.ts'
import { partOfText, wholeText } from '../base/text-test.ts'
import { matchInWords } from './text-match.ts'

// Conditions on what the message says: the header first, which is cheap to read, then the text.

export function from({ from }: MessageQuery, { reader }: CriterionSources): Criterion[] {
  if (from === undefined) return []
  const test = wholeText(from)
  return [
    {
      field: 'from',
      sentence: `from ${matchInWords(from, 'whole')}`,
      matches: (message) =>
        test(message.envelope.mailFrom) ||
        whenThere(reader.header(message), (header) => header.from.some(({ address }) => test(address))),
      found: (message) =>
        whenThere(reader.header(message), (header) =>
          some([...new Set([message.envelope.mailFrom, ...header.from.map(({ address }) => address)])]),
        ),
    },
  ]
}

export function subject({ subject }: MessageQuery, { reader }: CriterionSources): Criterion[] {
  if (subject === undefined) return []
  const test = partOfText(subject)
  return [
    {
      field: 'subject',
      sentence: `subject ${matchInWords(subject, 'part')}`,
      matches: (message) => whenThere(reader.header(message), (header) => test(header.subject)),
      found: (message) => whenThere(reader.header(message), (header) => quoted(header.subject)),
    },
  ]
}

export function header({ header: wanted }: MessageQuery, { reader }: CriterionSources): Criterion[] {
  const valuesIn = valuesByName()
  return Object.entries(wanted ?? {})
    .filter(([, match]) => match !== undefined)
    .map(([name, match]) => {
      const values = (message: CapturedMessage): Eventual<readonly string[]> =>
        whenThere(reader.fields(message), (fields) => valuesIn(fields).get(name.toLowerCase()) ?? [])
      const test = match === true ? (): boolean => true : partOfText(match)
      return {
        field: `header ${name}`,
        sentence: match === true ? `with a header ${name}` : `header ${name} ${matchInWords(match, 'part')}`,
        matches: (message) => whenThere(values(message), (found) => found.some(test)),
        found: (message) =>
          whenThere(values(message), (found) => (found.length === 0 ? 'no such field' : some(found))),
      }
    })
}

/** Values by the name of their field in lower case. A header is looked through once, however many fields are asked for. */
function valuesByName(): (fields: readonly HeaderField[]) => ReadonlyMap<string, readonly string[]> {
  let last: readonly HeaderField[] | null = null
  let values = new Map<string, string[]>()
  return (fields) => {
    if (fields === last) return values
    values = new Map()
    for (const { name, value } of fields) {
      const key = name.toLowerCase()
      const known = values.get(key)
      if (known === undefined) values.set(key, [value])
      else known.push(value)
    }
    last = fields
    return values
  }
}

export function text({ text }: MessageQuery, { reader }: CriterionSources): Criterion[] {
  if (text === undefined) return []
  return [
    {
      field: 'text',
      sentence: `text ${matchInWords(text, 'part')}`,
      matches: (message) => reader.textHas(message, text),
      found: (message) => whenThere(reader.text(message), (found) => quoted(found.trim())),
    },
  ]
}
