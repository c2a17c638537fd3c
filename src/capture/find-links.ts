import type { FoundLink } from '../model/parsed-message.ts'
export function findLinks(text: string, _html: string | null): FoundLink[] {
  return (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((url) => ({ url, text: null }))
}
