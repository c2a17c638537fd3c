import { nearest } from '../base/suggest.ts'
import type { Search, SearchTerm } from './condition.ts'
import { searchFields } from './search-fields.ts'
import { maxSearchLength, maxSearchTerms, type SearchPiece, splitSearch } from './split-search.ts'

/** Why a search was not understood. */
export interface SearchProblem {
  /** What came, what was expected and what to write, in sentences. */
  readonly problem: string
}

const names: readonly string[] = searchFields.map(({ name }) => name)

/**
 * Reads a search. It is understood as a whole or not at all: a term that is left out would find, and delete, more than
 * was meant.
 */
export function readSearch(search: string, nowMs: number = Date.now()): Search | SearchProblem {
  if (search.length > maxSearchLength) {
    return {
      problem: `The search has ${search.length} characters, beginning with ${shown(search)}; expected at most ${maxSearchLength}.`,
    }
  }
  const pieces = splitSearch(search)
  if (pieces.length === 0)
    return {
      problem: 'The search is empty; expected words or terms such as from:shop. Leave it out to get all.',
    }
  if (pieces.length > maxSearchTerms)
    return { problem: `The search has ${pieces.length} terms; expected at most ${maxSearchTerms}.` }
  const terms: SearchTerm[] = []
  for (const piece of pieces) {
    const term = termOf(piece, nowMs)
    if ('problem' in term) return term
    terms.push(term)
  }
  return terms
}

export function isProblem(read: Search | SearchProblem): read is SearchProblem {
  return 'problem' in read
}

function termOf(piece: SearchPiece, nowMs: number): SearchTerm | SearchProblem {
  const { negated, field, written } = piece
  const value = piece.value.trim()
  if (field === '') {
    if (value === '')
      return { problem: `${shown(written)} in the search is empty; expected a word in the quotes.` }
    return { negated, written, condition: { type: 'part', of: 'anywhere', text: value } }
  }
  const known = searchFields.find(({ name }) => name === field)
  if (known === undefined) return { problem: unknownField(piece) }
  if (value === '') {
    return {
      problem: `${shown(written)} in the search has no value; expected ${known.expected}. Write, for example, ${known.example}.`,
    }
  }
  const condition = known.read(value, nowMs)
  if (condition !== null) return { negated, written, condition }
  return {
    problem: `${shown(written)} in the search is not understood; expected ${known.expected}. Write, for example, ${known.example}.`,
  }
}

function unknownField({ field, written }: SearchPiece): string {
  const near = nearest(field, names)
  const meant = near === undefined ? '' : ` Did you mean ${near}:?`
  const all = names.map((name) => `${name}:`).join(', ')
  return (
    `${shown(written)} in the search is not understood: there is no field ${shown(`${field}:`)}; there are ${all}.${meant} ` +
    `To look for it as text, write it in quotes: "${written.replaceAll('"', '').slice(0, 60)}".`
  )
}

/** In quotes, on one line, cut where it goes on for long. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
