import { cell, type Cell } from '../lib/cell.ts'
import { recallText, remember } from '../lib/remember.ts'

/** Some rows of them. */
const mostSaved = 50

/** Searches that the reader has kept in this browser, in the order in which they were kept. */
export const savedSearches: Cell<readonly string[]> = cell(read())

function read(): readonly string[] {
  const kept = recallText('searches')
  if (kept === null) return []
  const lines = kept.split('\n').filter((line) => line !== '')
  return lines.slice(0, mostSaved)
}

/** Keeps a search, or forgets it where it is kept. */
export function toggleSaved(query: string): void {
  const kept = savedSearches.get()
  const next = kept.includes(query) ? kept.filter((one) => one !== query) : [...kept, query].slice(-mostSaved)
  savedSearches.set(next)
  remember('searches', next.join('\n'))
}
