import type { TextMatch } from '../model/query.ts'
import { quoted } from './query-check.ts'

/** `"Welcome"`, `containing "Welcome"`, `matching /^W/`. */
export function matchInWords(match: TextMatch, how: 'whole' | 'part'): string {
  if (typeof match !== 'string') return `matching ${String(match)}`
  return how === 'whole' ? quoted(match) : `containing ${quoted(match)}`
}
