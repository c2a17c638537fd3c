import { isProblem, readSearch } from '../../search/read-search.ts'
import { splitSearch, writtenValue } from '../../search/split-search.ts'

export interface ReadQuery {
  /** What to ask the API. */
  readonly params: URLSearchParams
  /** What was not understood, for the reader; the API is not asked then. null: nothing. */
  readonly problem: string | null
}

/** Turns what was typed into a question for the API. */
export function readQuery(query: string): ReadQuery {
  if (query.trim() === '') return { params: new URLSearchParams(), problem: null }
  const read = readSearch(query)
  return { params: new URLSearchParams({ query }), problem: isProblem(read) ? read.problem : null }
}

/** The query with one field set, or taken out where `value` is null. */
export function withTerm(query: string, field: string, value: string | null): string {
  const kept = splitSearch(query)
    .filter((piece) => piece.negated || piece.field !== field)
    .map(({ negated, written }) => (negated ? `-${written}` : written))
  return (value === null ? kept : [...kept, `${field}:${writtenValue(value)}`]).join(' ')
}

export function termOf(query: string, field: string): string | null {
  return splitSearch(query).find((piece) => !piece.negated && piece.field === field)?.value ?? null
}
