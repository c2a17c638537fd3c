import type { TextMatch } from '../model/query.ts'

export function contains(text: string, match: TextMatch): boolean {
  if (typeof match === 'string') return text.toLowerCase().includes(match.toLowerCase())
  // A global expression remembers where it stopped, and would miss every second match.
  match.lastIndex = 0
  return match.test(text)
}

export function equals(text: string, match: TextMatch): boolean {
  return typeof match === 'string' ? text.toLowerCase() === match.toLowerCase() : contains(text, match)
}

export function quote(match: TextMatch): string {
  return typeof match === 'string' ? JSON.stringify(match) : String(match)
}

/** Long texts are cut: a failed matcher is read in a terminal. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
