export function findCodes(text: string): string[] {
  return [...new Set(text.match(/\b\d{4,8}\b/g) ?? [])]
}
