import type { MessageQuery } from '../model/query.ts'
import { isProblem, readSearch } from '../search/read-search.ts'

/** Tags in lower case, one of which is on each message that matches; null: it may have any, or none. */
export function tagsAsked({ query, anyOf }: MessageQuery): readonly string[] | null {
  const read = query === undefined ? [] : readSearch(query)
  if (!isProblem(read))
    for (const { negated, condition } of read)
      if (!negated && condition.type === 'tag') return [condition.tag.toLowerCase()]
  if (anyOf === undefined) return null
  const each = anyOf.map(tagsAsked)
  return each.every((tags) => tags !== null) ? each.flat() : null
}
