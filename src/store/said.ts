import { foldedText, foldedWords } from '../base/text-test.ts'
import type { MessageQuery } from '../model/query.ts'
import { isProblem, readSearch } from '../search/read-search.ts'

/**
 * What a message that matches says, somewhere: all texts of one of the lists, folded ({@link foldedText}). A store that
 * knows what a message does not say need not look at it; one that knows nothing looks at all.
 */
export type Said = readonly (readonly string[])[]

/** null: what matches may say anything. */
export function saidBy(query: MessageQuery): Said | null {
  const lists = listsOf(query)
  return lists.every((texts) => texts.length > 0) ? lists : null
}

function listsOf(query: MessageQuery): Said {
  const all = textsOf(query)
  return query.anyOf === undefined ? [all] : query.anyOf.flatMap(listsOf).map((texts) => [...all, ...texts])
}

/** A RegExp, and what must not be there, say nothing of what is. */
function textsOf({ query, from, subject, text }: MessageQuery): readonly string[] {
  const parts = [from, subject, text].filter((match) => typeof match === 'string').map(foldedText)
  const read = query === undefined ? [] : readSearch(query)
  if (isProblem(read)) return parts
  for (const { negated, condition } of read)
    if (!negated && condition.type === 'part') parts.push(foldedWords(condition.text))
  return parts
}
