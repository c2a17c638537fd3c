import { type Eventual, whenThere } from '../base/eventual.ts'
import { foldedWords } from '../base/text-test.ts'
import type { CapturedMessage } from '../model/message.ts'
import { byUsualNumber } from '../model/port-profile.ts'
import type { MessageQuery } from '../model/query.ts'
import type { SearchCondition, SearchTerm } from '../search/condition.ts'
import { isProblem, readSearch } from '../search/read-search.ts'
import { type Criterion, type CriterionSources, some } from './criterion.ts'
import { SearchPlaces } from './search-places.ts'

/** How a condition is looked up, and what a message has in its place. */
interface Looked {
  matches(message: CapturedMessage): Eventual<boolean>
  found(message: CapturedMessage): Eventual<string>
}

/** One condition for each term of a search; those that read least come first. */
export function searched({ query }: MessageQuery, sources: CriterionSources): Criterion[] {
  const read = query === undefined ? [] : readSearch(query)
  // It has been checked; relative times aside, which it was read for again.
  if (isProblem(read)) return []
  const places = new SearchPlaces(sources.reader)
  return read
    .toSorted((one, other) => costOf(one.condition) - costOf(other.condition))
    .map((term) => criterionOf(term, looked(term.condition, places, sources)))
}

function criterionOf({ negated, written }: SearchTerm, { matches, found }: Looked): Criterion {
  return {
    field: 'query',
    sentence: `query ${negated ? `-${written}` : written}`,
    matches: negated ? (message) => whenThere(matches(message), (held) => !held) : matches,
    found,
  }
}

/** 0: the envelope tells; 1: the header; 2: all of the message. */
function costOf(condition: SearchCondition): number {
  if (condition.type === 'attached') return 2
  if (condition.type !== 'part') return condition.type === 'tag' ? 1 : 0
  if (condition.of === 'inbox' || condition.of === 'user') return 0
  return condition.of === 'anywhere' || condition.of === 'text' || condition.of === 'attachment' ? 2 : 1
}

function looked(
  condition: SearchCondition,
  places: SearchPlaces,
  { reader, labels }: CriterionSources,
): Looked {
  switch (condition.type) {
    case 'part':
      return {
        matches: places.has(condition.of, { words: foldedWords(condition.text) }),
        found: async (message) => some(await places.valuesOf(condition.of, message)),
      }
    case 'tag': {
      const tag = condition.tag.toLowerCase()
      return {
        matches: (message) =>
          whenThere(labels.tagsOf(message), (tags) => tags.some((one) => one.toLowerCase() === tag)),
        found: (message) => whenThere(labels.tagsOf(message), (tags) => some(tags)),
      }
    }
    case 'attached':
      return {
        matches: (message) =>
          whenThere(reader.outline(message), ({ attachmentCount }) => attachmentCount > 0),
        found: (message) =>
          whenThere(reader.outline(message), ({ attachmentCount }) =>
            attachmentCount === 1 ? '1 attachment' : `${attachmentCount} attachments`,
          ),
      }
    case 'read':
      return {
        matches: ({ id }) => labels.isRead(id) === condition.isRead,
        found: ({ id }) => (labels.isRead(id) ? 'read' : 'unread'),
      }
    default:
      return lookedAtFacts(condition)
  }
}

type OfFacts = Exclude<SearchCondition, { readonly type: 'part' | 'tag' | 'attached' | 'read' }>

function lookedAtFacts(condition: OfFacts): Looked {
  switch (condition.type) {
    case 'port':
      return {
        matches: ({ origin }) => cameOn(origin, condition.port.toLowerCase()),
        found: ({ origin }) => `${origin.listener} (port ${origin.port})`,
      }
    case 'tls':
      return {
        matches: ({ origin }) => (origin.tls !== null) === condition.tls,
        found: ({ origin }) => origin.tls?.version ?? 'no TLS',
      }
    case 'session': {
      const id = condition.id.toLowerCase()
      return {
        matches: ({ origin }) => origin.sessionId.toLowerCase() === id,
        found: ({ origin }) => origin.sessionId || 'no session',
      }
    }
    case 'since':
      return { matches: ({ receivedAt }) => receivedAt >= condition.ms, found: receivedAt }
    case 'before':
      return { matches: ({ receivedAt }) => receivedAt < condition.ms, found: receivedAt }
    case 'larger':
      return { matches: ({ sizeBytes }) => sizeBytes >= condition.bytes, found: size }
    case 'smaller':
      return { matches: ({ sizeBytes }) => sizeBytes < condition.bytes, found: size }
  }
}

/** Its usual number is that of its profile, wherever it listens. */
function cameOn({ profile, listener, port }: CapturedMessage['origin'], wanted: string): boolean {
  return String(port) === wanted || listener.toLowerCase() === wanted || byUsualNumber(wanted) === profile
}

function receivedAt({ receivedAt }: CapturedMessage): string {
  const date = new Date(receivedAt)
  return Number.isNaN(date.getTime()) ? `${receivedAt} ms` : date.toISOString()
}

function size({ sizeBytes }: CapturedMessage): string {
  return `${sizeBytes} bytes`
}
